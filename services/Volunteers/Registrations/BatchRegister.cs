using System.Runtime.CompilerServices;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class BatchRegister(BatchIntake intake)
{
    public Task<Wire.RegistrationBatch> Handle(IAsyncStreamReader<Wire.BatchRegisterRequest> parts, CancellationToken cancel) => intake.TakeAsync(PartsAsync(parts, cancel), cancel);

    private static async IAsyncEnumerable<BatchPart> PartsAsync(IAsyncStreamReader<Wire.BatchRegisterRequest> parts, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (await parts.MoveNext(cancel)) yield return new BatchPart(parts.Current.BatchId, parts.Current.DivisionCode, parts.Current.FirstLine, parts.Current.Rows);
    }
}
