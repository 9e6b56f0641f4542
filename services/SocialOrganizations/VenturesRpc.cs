using Governance.Hosting;
using Governance.SocialOrganizations.Ventures;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class VenturesRpc : Wire.Ventures.VenturesBase
{
    public override Task<Wire.Venture> SubmitVenture(Wire.SubmitVentureRequest request, ServerCallContext context) => context.Slice<SubmitVenture>().Handle(request, context.CancellationToken);
    public override Task<Wire.Venture> GetVenture(Wire.GetVentureRequest request, ServerCallContext context) => context.Slice<GetVenture>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListVenturesResponse> ListVentures(Wire.ListVenturesRequest request, ServerCallContext context) => context.Slice<ListVentures>().Handle(request, context.CancellationToken);
    public override Task<Wire.PanelScore> ScoreVenture(Wire.ScoreVentureRequest request, ServerCallContext context) => context.Slice<ScoreVenture>().Handle(request, context.CancellationToken);
    public override Task<Wire.VenturePanelist> RecuseFromVenture(Wire.RecuseFromVentureRequest request, ServerCallContext context) => context.Slice<RecuseFromVenture>().Handle(request, context.CancellationToken);
    public override Task<Wire.VentureReview> GetVentureReview(Wire.GetVentureReviewRequest request, ServerCallContext context) => context.Slice<GetVentureReview>().Handle(request, context.CancellationToken);
    public override Task<Wire.VoteForVentureResponse> VoteForVenture(Wire.VoteForVentureRequest request, ServerCallContext context) => context.Slice<VoteForVenture>().Handle(request, context.CancellationToken);
    public override Task<Wire.EnterVentureVoteResponse> EnterVentureVote(Wire.EnterVentureVoteRequest request, ServerCallContext context) => context.Slice<EnterVentureVote>().Handle(request, context.CancellationToken);
    public override Task<Wire.VerifyVoterResponse> VerifyVoter(Wire.VerifyVoterRequest request, ServerCallContext context) => context.Slice<VerifyVoter>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListVoterTalliesResponse> ListVoterTallies(Wire.ListVoterTalliesRequest request, ServerCallContext context) => context.Slice<ListVoterTallies>().Handle(request, context.CancellationToken);
    public override Task<Wire.Venture> PayVentureTranche(Wire.PayVentureTrancheRequest request, ServerCallContext context) => context.Slice<PayVentureTranche>().Handle(request, context.CancellationToken);
    public override Task<Wire.Venture> ReportVenture(Wire.ReportVentureRequest request, ServerCallContext context) => context.Slice<ReportVenture>().Handle(request, context.CancellationToken);
    public override Task<Wire.Venture> AcceptVentureReport(Wire.AcceptVentureReportRequest request, ServerCallContext context) => context.Slice<AcceptVentureReport>().Handle(request, context.CancellationToken);
    public override Task<Wire.Venture> TerminateVenture(Wire.TerminateVentureRequest request, ServerCallContext context) => context.Slice<TerminateVenture>().Handle(request, context.CancellationToken);
}
