using Governance.Hosting;
using Governance.Welfare.Allowances;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class PayListsRpc : Wire.PayLists.PayListsBase
{
    public override Task<Wire.PayList> DrawPayList(Wire.DrawPayListRequest request, ServerCallContext context) => context.Slice<DrawPayList>().Handle(request, context.CancellationToken);
    public override Task<Wire.PayList> ApprovePayList(Wire.ApprovePayListRequest request, ServerCallContext context) => context.Slice<ApprovePayList>().Handle(request, context.CancellationToken);
    public override Task<Wire.PayList> RecordPayments(Wire.RecordPaymentsRequest request, ServerCallContext context) => context.Slice<RecordPayments>().Handle(request, context.CancellationToken);
    public override Task<Wire.PayList> RepayAllowance(Wire.RepayAllowanceRequest request, ServerCallContext context) => context.Slice<RepayAllowance>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPayListsResponse> ListPayLists(Wire.ListPayListsRequest request, ServerCallContext context) => context.Slice<ListPayLists>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPaymentsResponse> ListPayments(Wire.ListPaymentsRequest request, ServerCallContext context) => context.Slice<ListPayments>().Handle(request, context.CancellationToken);
}
