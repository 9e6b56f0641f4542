using Governance.Hosting;
using Governance.Volunteers.Points;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class PointsRpc : Wire.Points.PointsBase
{
    public override Task<Wire.PointScheme> SetPointScheme(Wire.SetPointSchemeRequest request, ServerCallContext context) => context.Slice<SetPointScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.PointScheme> GetPointScheme(Wire.GetPointSchemeRequest request, ServerCallContext context) => context.Slice<GetPointScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPointSchemesResponse> ListPointSchemes(Wire.ListPointSchemesRequest request, ServerCallContext context) => context.Slice<ListPointSchemes>().Handle(request, context.CancellationToken);
    public override Task<Wire.PointAccount> JoinScheme(Wire.JoinSchemeRequest request, ServerCallContext context) => context.Slice<JoinScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.PointAccount> LeaveScheme(Wire.LeaveSchemeRequest request, ServerCallContext context) => context.Slice<LeaveScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPointAccountsResponse> ListPointAccounts(Wire.ListPointAccountsRequest request, ServerCallContext context) => context.Slice<ListPointAccounts>().Handle(request, context.CancellationToken);
    public override Task<Wire.PointPosting> EnterDeed(Wire.EnterDeedRequest request, ServerCallContext context) => context.Slice<EnterDeed>().Handle(request, context.CancellationToken);
    public override Task<Wire.PointPosting> ReverseDeed(Wire.ReverseDeedRequest request, ServerCallContext context) => context.Slice<ReverseDeed>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPointPostingsResponse> ListPointPostings(Wire.ListPointPostingsRequest request, ServerCallContext context) => context.Slice<ListPointPostings>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListStandingsResponse> ListStandings(Wire.ListStandingsRequest request, ServerCallContext context) => context.Slice<ListStandings>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetPointFiguresResponse> GetPointFigures(Wire.GetPointFiguresRequest request, ServerCallContext context) => context.Slice<GetPointFigures>().Handle(request, context.CancellationToken);
}
