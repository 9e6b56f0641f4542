using Governance.Hosting;
using Governance.Volunteers.Registrations;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class BatchesRpc : Wire.Batches.BatchesBase
{
    public override Task<Wire.RegistrationBatch> BatchRegister(IAsyncStreamReader<Wire.BatchRegisterRequest> parts, ServerCallContext context) => context.Slice<BatchRegister>().Handle(parts, context.CancellationToken);
    public override Task<Wire.RegistrationBatch> BatchRegisterFile(IAsyncStreamReader<Wire.BatchRegisterFileRequest> chunks, ServerCallContext context) => context.Slice<BatchRegisterFile>().Handle(chunks, context.CancellationToken);
    public override Task<Wire.RegistrationBatch> GetBatch(Wire.GetBatchRequest request, ServerCallContext context) => context.Slice<GetBatch>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRowVerdictsResponse> ListRowVerdicts(Wire.ListRowVerdictsRequest request, ServerCallContext context) => context.Slice<ListRowVerdicts>().Handle(request, context.CancellationToken);
}
