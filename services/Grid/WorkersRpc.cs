using Governance.Grid.Grids;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class WorkersRpc : Wire.Workers.WorkersBase
{
    public override Task<Wire.Worker> GetWorker(Wire.GetWorkerRequest request, ServerCallContext context) => context.Slice<GetWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWorkersResponse> ListWorkers(Wire.ListWorkersRequest request, ServerCallContext context) => context.Slice<ListWorkers>().Handle(request, context.CancellationToken);
    public override Task<Wire.Worker> EnterWorker(Wire.EnterWorkerRequest request, ServerCallContext context) => context.Slice<EnterWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.Worker> ExitWorker(Wire.ExitWorkerRequest request, ServerCallContext context) => context.Slice<ExitWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.Assignment> AssignWorker(Wire.AssignWorkerRequest request, ServerCallContext context) => context.Slice<AssignWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListAssignmentsResponse> ListAssignments(Wire.ListAssignmentsRequest request, ServerCallContext context) => context.Slice<ListAssignments>().Handle(request, context.CancellationToken);
}
