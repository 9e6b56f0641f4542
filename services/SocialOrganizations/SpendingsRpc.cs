using Governance.Hosting;
using Governance.SocialOrganizations.Funds;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class SpendingsRpc : Wire.Spendings.SpendingsBase
{
    public override Task<Wire.Spending> RequestSpending(Wire.RequestSpendingRequest request, ServerCallContext context) => context.Slice<RequestSpending>().Handle(request, context.CancellationToken);
    public override Task<Wire.Spending> PaySpending(Wire.PaySpendingRequest request, ServerCallContext context) => context.Slice<PaySpending>().Handle(request, context.CancellationToken);
    public override Task<Wire.Spending> DeclineSpending(Wire.DeclineSpendingRequest request, ServerCallContext context) => context.Slice<DeclineSpending>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSpendingsResponse> ListSpendings(Wire.ListSpendingsRequest request, ServerCallContext context) => context.Slice<ListSpendings>().Handle(request, context.CancellationToken);
}
