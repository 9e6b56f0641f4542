using Governance.Hosting;
using Governance.Volunteers.Orders;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class OrdersRpc : Wire.Orders.OrdersBase
{
    public override Task<Wire.Order> PlaceOrder(Wire.PlaceOrderRequest request, ServerCallContext context) => context.Slice<PlaceOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.Order> MatchOrder(Wire.MatchOrderRequest request, ServerCallContext context) => context.Slice<MatchOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.Order> WithdrawOrder(Wire.WithdrawOrderRequest request, ServerCallContext context) => context.Slice<WithdrawOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.Order> ServeOrder(Wire.ServeOrderRequest request, ServerCallContext context) => context.Slice<ServeOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.Order> ConfirmOrder(Wire.ConfirmOrderRequest request, ServerCallContext context) => context.Slice<ConfirmOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.Order> DisputeOrder(Wire.DisputeOrderRequest request, ServerCallContext context) => context.Slice<DisputeOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.Order> DecideOrder(Wire.DecideOrderRequest request, ServerCallContext context) => context.Slice<DecideOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.Order> GetOrder(Wire.GetOrderRequest request, ServerCallContext context) => context.Slice<GetOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListOrdersResponse> ListOrders(Wire.ListOrdersRequest request, ServerCallContext context) => context.Slice<ListOrders>().Handle(request, context.CancellationToken);
}
