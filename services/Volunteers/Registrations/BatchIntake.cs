using Governance.Access;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

/// <summary>Some lines of a batch, in order, and what of them could not be read at all.</summary>
internal sealed record BatchPart(string BatchId, string DivisionCode, long FirstLine, IReadOnlyList<Wire.RegisterVolunteerRequest> Rows, ILookup<int, Violation>? Unreadable = null)
{
    public const int Most = 2000;

    public IEnumerable<Violation> UnreadableIn(int row) => Unreadable?[row] ?? [];
}

/// <summary>Takes a batch in, part by part, from whichever door it comes.</summary>
internal sealed class BatchIntake(VolunteersDb db, RegistrationDesk desk, BatchRows rows, Caller caller)
{
    // While the database copies one part, two more are read and sealed: with one ahead it waited for every second.
    private const int Ahead = 3;

    /// <summary>Sealing is nearly all of the processor's time, and the database needs none of it: the next parts are sealed while one is written.</summary>
    public async Task<Wire.RegistrationBatch> TakeAsync(IAsyncEnumerable<BatchPart> parts, CancellationToken cancel)
    {
        var underWay = new Queue<Task<Wire.RegistrationBatch>>();
        Task<Wire.RegistrationBatch>? last = null;
        var taken = 1L;
        try
        {
            await foreach (var part in parts.WithCancellation(cancel))
            {
                while (underWay.Count >= Ahead || (underWay.TryPeek(out var first) && first.IsCompleted)) taken = (await underWay.Dequeue()).NextLine;
                var batchId = Reach(part, out var area);
                var read = ReadAsync(part, (int)Math.Clamp(taken - part.FirstLine, 0, part.Rows.Count), batchId, area, cancel);
                underWay.Enqueue(last = TakeAfterAsync(last, part, batchId, area, read, cancel));
            }
            return last is null ? throw new Refusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "没有收到任何数据") { Violations = [new Violation("rows", "TOO_FEW", "应有 1 至 2000 项")] } : await last;
        }
        finally
        {
            // Nothing may still write when the call's database goes.
            if (last is not null) await Task.WhenAny(last);
        }
    }

    private async Task<Wire.RegistrationBatch> TakeAfterAsync(Task<Wire.RegistrationBatch>? before, BatchPart part, Guid id, Area area, Task<(List<BatchRow> Good, List<RowVerdict> Verdicts)> read, CancellationToken cancel)
    {
        if (before is not null) await before;
        return await TakeAsync(part, id, area, read, cancel);
    }

    private Guid Reach(BatchPart part, out Area area)
    {
        new Check().Id("batch_id", part.BatchId, out var id)
            .Division("division_code", part.DivisionCode, out area)
            .That(part.FirstLine >= 1, "first_line", "OUT_OF_RANGE", "应从 1 开始").Few("rows", part.Rows.Count, BatchPart.Most, min: 1).OrThrow();
        caller.MustCover(area.Code);
        return id;
    }

    /// <summary>One part, whole or not at all.</summary>
    private async Task<Wire.RegistrationBatch> TakeAsync(BatchPart part, Guid id, Area area, Task<(List<BatchRow> Good, List<RowVerdict> Verdicts)> read, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.ChangeTracker.Clear();
        // Two who send the same batch take turns.
        await rows.TakeTurnsAsync(id, cancel);
        var batch = await db.Batches.FirstOrDefaultAsync(b => b.Id == id, cancel);
        if (batch is null) db.Add(batch = Batch.Begin(id, area.Code, caller.Subject, desk.Now));
        if (part.FirstLine > batch.NextLine) throw BatchRefusals.LinesMissing(batch.NextLine);
        var from = batch.NextLine;
        var count = (int)(part.FirstLine + part.Rows.Count - from);
        if (count <= 0) return batch.ToWire();

        var (good, verdicts) = await read;
        good.RemoveAll(r => r.Line < from);
        verdicts.RemoveAll(v => v.Line < from);
        var known = await rows.InsertAsync(good, desk.Now, cancel);
        verdicts.AddRange(known.Select(k => new RowVerdict { BatchId = id, Line = k.Key, Known = true, VolunteerId = k.Value }));
        await rows.InsertAsync(verdicts, cancel);
        batch.Take(count, [.. good.Where(r => !known.ContainsKey(r.Line)).Select(r => (r.Id, r.Registration.Home))], known.Count, count - good.Count, desk.Now);
        var reply = await db.SaveAsync(batch.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // A share for each core, in one piece: sharing out row by row costs as much as the rows.
    private async Task<(List<BatchRow> Good, List<RowVerdict> Verdicts)> ReadAsync(BatchPart part, int skip, Guid batchId, Area area, CancellationToken cancel)
    {
        var shares = Math.Min(Environment.ProcessorCount, 8);
        var (now, size) = (desk.Now, (part.Rows.Count - skip + shares - 1) / shares);
        var read = await Task.WhenAll(Enumerable.Range(0, shares).Select(share => Task.Run(async () =>
        {
            var (good, verdicts) = (new List<BatchRow>(size), new List<RowVerdict>());
            for (var i = skip + share * size; i < Math.Min(skip + (share + 1) * size, part.Rows.Count); i++)
            {
                var (line, row) = (part.FirstLine + i, part.Rows[i]);
                row.Subject = "";
                var check = new Check();
                foreach (var violation in part.UnreadableIn(i)) check.Broken(violation.Field, violation.Reason, violation.Chinese);
                check.That(area.Covers(row.DivisionCode), "division_code", "OUTSIDE_THE_BATCH", "不在本批次的区划之内");
                var registration = await desk.ReadAsync(row, check, cancel);
                if (registration is not null) good.Add(new BatchRow(line, Guid.CreateVersion7(now), registration));
                else verdicts.Add(new RowVerdict { BatchId = batchId, Line = line, Problems = [.. check.Violations.Select(v => $"{v.Field} {v.Reason} {v.Chinese}")] });
            }
            return (good, verdicts);
        }, cancel)));
        return ([.. read.SelectMany(r => r.good)], [.. read.SelectMany(r => r.verdicts)]);
    }
}
