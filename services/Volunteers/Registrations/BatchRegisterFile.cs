using System.IO.Pipelines;
using Governance.Access;
using Governance.Rpc;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class BatchRegisterFile(BatchIntake intake)
{
    private const int Ahead = 1024 * 1024;

    public async Task<Wire.RegistrationBatch> Handle(IAsyncStreamReader<Wire.BatchRegisterFileRequest> chunks, CancellationToken cancel)
    {
        if (!await chunks.MoveNext(cancel)) return await intake.TakeAsync(AsyncEnumerable.Empty<BatchPart>(), cancel);
        var first = chunks.Current;
        new Check().Id("batch_id", first.BatchId, out _).Division("division_code", first.DivisionCode, out _).OrThrow();
        // The file is read no faster than it is taken in: whoever sends feels it and waits.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Ahead, resumeWriterThreshold: Ahead / 2, useSynchronizationContext: false));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var filling = FillAsync(chunks, pipe.Writer, ended.Token);
        try
        {
            return await intake.TakeAsync(RegistrationCsv.ReadAsync(pipe.Reader, first.BatchId, first.DivisionCode, cancel), cancel);
        }
        finally
        {
            await ended.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await filling;
        }
    }

    private static async Task FillAsync(IAsyncStreamReader<Wire.BatchRegisterFileRequest> chunks, PipeWriter pipe, CancellationToken cancel)
    {
        Exception? why = null;
        try
        {
            do
            {
                if ((await pipe.WriteAsync(chunks.Current.Content.Memory, cancel)).IsCompleted) break;
            }
            while (await chunks.MoveNext(cancel));
        }
        catch (Exception e) { why = e; }    // told to who reads; a file cut off must not look like one that ended
        await pipe.CompleteAsync(why);
    }
}
