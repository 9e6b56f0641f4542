using Governance.Hosting;
using Governance.PartyBuilding.Workers;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class WorkersRpc : Wire.Workers.WorkersBase
{
    public override Task<Wire.Worker> AppointWorker(Wire.AppointWorkerRequest request, ServerCallContext context) => context.Slice<AppointWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.Worker> AssignWorker(Wire.AssignWorkerRequest request, ServerCallContext context) => context.Slice<AssignWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.Worker> ReleaseWorker(Wire.ReleaseWorkerRequest request, ServerCallContext context) => context.Slice<ReleaseWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.Worker> EnterWorkerCertificate(Wire.EnterWorkerCertificateRequest request, ServerCallContext context) => context.Slice<EnterWorkerCertificate>().Handle(request, context.CancellationToken);
    public override Task<Wire.WorkerTraining> EnterWorkerTraining(Wire.EnterWorkerTrainingRequest request, ServerCallContext context) => context.Slice<EnterWorkerTraining>().Handle(request, context.CancellationToken);
    public override Task<Wire.Worker> GetWorker(Wire.GetWorkerRequest request, ServerCallContext context) => context.Slice<GetWorker>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWorkersResponse> ListWorkers(Wire.ListWorkersRequest request, ServerCallContext context) => context.Slice<ListWorkers>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWorkerAssignmentsResponse> ListWorkerAssignments(Wire.ListWorkerAssignmentsRequest request, ServerCallContext context) => context.Slice<ListWorkerAssignments>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWorkerCertificatesResponse> ListWorkerCertificates(Wire.ListWorkerCertificatesRequest request, ServerCallContext context) => context.Slice<ListWorkerCertificates>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWorkerTrainingsResponse> ListWorkerTrainings(Wire.ListWorkerTrainingsRequest request, ServerCallContext context) => context.Slice<ListWorkerTrainings>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWorkerCreditsResponse> ListWorkerCredits(Wire.ListWorkerCreditsRequest request, ServerCallContext context) => context.Slice<ListWorkerCredits>().Handle(request, context.CancellationToken);
}
