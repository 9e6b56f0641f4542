using Governance.Hosting;
using Governance.Welfare.Cases;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CaseTasksRpc : Wire.CaseTasks.CaseTasksBase
{
    public override Task<Wire.CaseWorker> EnlistWorker(Wire.EnlistWorkerRequest request, ServerCallContext context) => context.Slice<EnlistWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.RetireWorkerResponse> RetireWorker(Wire.RetireWorkerRequest request, ServerCallContext context) => context.Slice<RetireWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWorkersResponse> ListWorkers(Wire.ListWorkersRequest request, ServerCallContext context) => context.Slice<ListWorkers>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseTask> GiveTask(Wire.GiveTaskRequest request, ServerCallContext context) => context.Slice<GiveTask>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseTask> FinishTask(Wire.FinishTaskRequest request, ServerCallContext context) => context.Slice<FinishTask>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTasksResponse> ListTasks(Wire.ListTasksRequest request, ServerCallContext context) => context.Slice<ListTasks>().Handle(request, context.CancellationToken);
}
