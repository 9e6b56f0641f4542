using Governance.Hosting;
using Governance.SocialOrganizations.Ventures;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class VentureContestsRpc : Wire.VentureContests.VentureContestsBase
{
    public override Task<Wire.VentureContest> OpenVentureContest(Wire.OpenVentureContestRequest request, ServerCallContext context) => context.Slice<OpenVentureContest>().Handle(request, context.CancellationToken);
    public override Task<Wire.VentureContest> GetVentureContest(Wire.GetVentureContestRequest request, ServerCallContext context) => context.Slice<GetVentureContest>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListVentureContestsResponse> ListVentureContests(Wire.ListVentureContestsRequest request, ServerCallContext context) => context.Slice<ListVentureContests>().Handle(request, context.CancellationToken);
    public override Task<Wire.VenturePanelist> SeatVenturePanelist(Wire.SeatVenturePanelistRequest request, ServerCallContext context) => context.Slice<SeatVenturePanelist>().Handle(request, context.CancellationToken);
    public override Task<Wire.RankVenturesResponse> RankVentures(Wire.RankVenturesRequest request, ServerCallContext context) => context.Slice<RankVentures>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDeskTalliesResponse> ListDeskTallies(Wire.ListDeskTalliesRequest request, ServerCallContext context) => context.Slice<ListDeskTallies>().Handle(request, context.CancellationToken);
    public override Task<Wire.VentureContest> AwardVentures(Wire.AwardVenturesRequest request, ServerCallContext context) => context.Slice<AwardVentures>().Handle(request, context.CancellationToken);
    public override Task<Wire.VentureContest> CancelVentureContest(Wire.CancelVentureContestRequest request, ServerCallContext context) => context.Slice<CancelVentureContest>().Handle(request, context.CancellationToken);
}
