using Governance.Hosting;
using Governance.SocialOrganizations.Procurement;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class ServiceOrdersRpc : Wire.ServiceOrders.ServiceOrdersBase
{
    public override Task<Wire.ListServiceOrdersResponse> ListServiceOrders(Wire.ListServiceOrdersRequest request, ServerCallContext context) => context.Slice<ListServiceOrders>().Handle(request, context.CancellationToken);
    public override Task<Wire.ServiceOrder> DeliverOrder(Wire.DeliverOrderRequest request, ServerCallContext context) => context.Slice<DeliverOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.ServiceOrder> AcceptOrder(Wire.AcceptOrderRequest request, ServerCallContext context) => context.Slice<AcceptOrder>().Handle(request, context.CancellationToken);
}
