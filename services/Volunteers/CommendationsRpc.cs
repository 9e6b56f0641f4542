using Governance.Hosting;
using Governance.Volunteers.Protection;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class CommendationsRpc : Wire.Commendations.CommendationsBase
{
    public override Task<Wire.Commendation> Commend(Wire.CommendRequest request, ServerCallContext context) => context.Slice<Commend>().Handle(request, context.CancellationToken);
    public override Task<Wire.Commendation> WithdrawCommendation(Wire.WithdrawCommendationRequest request, ServerCallContext context) => context.Slice<WithdrawCommendation>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCommendationsResponse> ListCommendations(Wire.ListCommendationsRequest request, ServerCallContext context) => context.Slice<ListCommendations>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetCommendationFiguresResponse> GetCommendationFigures(Wire.GetCommendationFiguresRequest request, ServerCallContext context) => context.Slice<GetCommendationFigures>().Handle(request, context.CancellationToken);
}
