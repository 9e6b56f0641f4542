using Governance.Hosting;
using Governance.Welfare.Care;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CareOrdersRpc : Wire.CareOrders.CareOrdersBase
{
    public override Task<Wire.CareOrder> PlaceCareOrder(Wire.PlaceCareOrderRequest request, ServerCallContext context) => context.Slice<PlaceCareOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCareOrdersResponse> ListCareOrders(Wire.ListCareOrdersRequest request, ServerCallContext context) => context.Slice<ListCareOrders>().Handle(request, context.CancellationToken);
    public override Task<Wire.CareOrder> WithdrawCareOrder(Wire.WithdrawCareOrderRequest request, ServerCallContext context) => context.Slice<WithdrawCareOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.CareOrder> ServeCareOrder(Wire.ServeCareOrderRequest request, ServerCallContext context) => context.Slice<ServeCareOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.CareOrder> CheckCareOrder(Wire.CheckCareOrderRequest request, ServerCallContext context) => context.Slice<CheckCareOrder>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetCareFiguresResponse> GetCareFigures(Wire.GetCareFiguresRequest request, ServerCallContext context) => context.Slice<GetCareFigures>().Handle(request, context.CancellationToken);
}
