using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Gateway.Tests.Doubles;

/// <summary>Takes a file and says how many bytes it had.</summary>
internal sealed class BatchesRpc : Batches.BatchesBase
{
    public override async Task<RegistrationBatch> BatchRegisterFile(IAsyncStreamReader<BatchRegisterFileRequest> requestStream, ServerCallContext context)
    {
        var bytes = 0;
        await foreach (var part in requestStream.ReadAllAsync(context.CancellationToken)) bytes += part.Content.Length;
        return new RegistrationBatch { NextLine = bytes };
    }
}
