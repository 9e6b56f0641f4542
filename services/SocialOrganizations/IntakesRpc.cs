using Governance.Hosting;
using Governance.SocialOrganizations.Incubation;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class IntakesRpc : Wire.Intakes.IntakesBase
{
    public override Task<Wire.Intake> OpenIntake(Wire.OpenIntakeRequest request, ServerCallContext context) => context.Slice<OpenIntake>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListIntakesResponse> ListIntakes(Wire.ListIntakesRequest request, ServerCallContext context) => context.Slice<ListIntakes>().Handle(request, context.CancellationToken);
    public override Task<Wire.Panelist> SeatPanelist(Wire.SeatPanelistRequest request, ServerCallContext context) => context.Slice<SeatPanelist>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPanelistsResponse> ListPanelists(Wire.ListPanelistsRequest request, ServerCallContext context) => context.Slice<ListPanelists>().Handle(request, context.CancellationToken);
    public override Task<Wire.Candidacy> SubmitCandidacy(Wire.SubmitCandidacyRequest request, ServerCallContext context) => context.Slice<SubmitCandidacy>().Handle(request, context.CancellationToken);
    public override Task<Wire.Candidacy> GetCandidacy(Wire.GetCandidacyRequest request, ServerCallContext context) => context.Slice<GetCandidacy>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCandidaciesResponse> ListCandidacies(Wire.ListCandidaciesRequest request, ServerCallContext context) => context.Slice<ListCandidacies>().Handle(request, context.CancellationToken);
    public override Task<Wire.Panelist> RecusePanelist(Wire.RecusePanelistRequest request, ServerCallContext context) => context.Slice<RecusePanelist>().Handle(request, context.CancellationToken);
    public override Task<Wire.PanelScore> ScoreCandidacy(Wire.ScoreCandidacyRequest request, ServerCallContext context) => context.Slice<ScoreCandidacy>().Handle(request, context.CancellationToken);
    public override Task<Wire.PanelReview> GetPanelReview(Wire.GetPanelReviewRequest request, ServerCallContext context) => context.Slice<GetPanelReview>().Handle(request, context.CancellationToken);
    public override Task<Wire.Candidacy> AdmitCandidacy(Wire.AdmitCandidacyRequest request, ServerCallContext context) => context.Slice<AdmitCandidacy>().Handle(request, context.CancellationToken);
    public override Task<Wire.Candidacy> DeclineCandidacy(Wire.DeclineCandidacyRequest request, ServerCallContext context) => context.Slice<DeclineCandidacy>().Handle(request, context.CancellationToken);
}
