using Governance.Hosting;
using Governance.Welfare.Jobs;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class JobPayListsRpc : Wire.JobPayLists.JobPayListsBase
{
    public override Task<Wire.JobPayList> DrawJobPayList(Wire.DrawJobPayListRequest request, ServerCallContext context) => context.Slice<DrawJobPayList>().Handle(request, context.CancellationToken);
    public override Task<Wire.JobPayList> ApproveJobPayList(Wire.ApproveJobPayListRequest request, ServerCallContext context) => context.Slice<ApproveJobPayList>().Handle(request, context.CancellationToken);
    public override Task<Wire.JobPayList> RecordJobPay(Wire.RecordJobPayRequest request, ServerCallContext context) => context.Slice<RecordJobPay>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListJobPayListsResponse> ListJobPayLists(Wire.ListJobPayListsRequest request, ServerCallContext context) => context.Slice<ListJobPayLists>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListJobPaymentsResponse> ListJobPayments(Wire.ListJobPaymentsRequest request, ServerCallContext context) => context.Slice<ListJobPayments>().Handle(request, context.CancellationToken);
}
