using System.Threading.Channels;
using Governance.Access;
using Governance.Messaging;
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
    private long taken = 1;

    private const int Ahead = 4;

    /// <summary>
    /// Sealing is nearly all of the processor's time, and the database needs none of it: the next parts are sealed while others are written, and as many as are ready are written in one
    /// transaction, since each costs a wait for the disc.
    /// </summary>
    public async Task<Wire.RegistrationBatch> TakeAsync(IAsyncEnumerable<BatchPart> parts, CancellationToken cancel)
    {
        var ready = Channel.CreateBounded<Sealing>(Ahead);
        var writing = WriteAsync(ready, cancel);
        try
        {
            await foreach (var part in parts.WithCancellation(cancel))
            {
                var batchId = Reach(part, out var area);
                var skip = (int)Math.Clamp(Interlocked.Read(ref taken) - part.FirstLine, 0, part.Rows.Count);
                await ready.Writer.WriteAsync(new(batchId, area, part.FirstLine, part.Rows.Count, ReadAsync(part, skip, batchId, area, cancel)), cancel);
            }
        }
        catch (ChannelClosedException)
        {
            // Writing has failed, and says below with what.
        }
        finally
        {
            // Nothing writes any more when the call's database goes.
            ready.Writer.TryComplete();
            await Task.WhenAny(writing);
        }
        return await writing ?? throw new Refusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "没有收到任何数据") { Violations = [new Violation("rows", "TOO_FEW", "应有 1 至 2000 项")] };
    }

    private async Task<Wire.RegistrationBatch?> WriteAsync(Channel<Sealing> ready, CancellationToken cancel)
    {
        Wire.RegistrationBatch? done = null;
        try
        {
            while (await ready.Reader.WaitToReadAsync(cancel))
            {
                ready.Reader.TryRead(out var parts);
                while (ready.Reader.TryPeek(out var next) && parts!.IsFollowedBy(next) && ready.Reader.TryRead(out next)) parts = parts.With(next);
                done = await TakeAsync(parts!, cancel);
                Interlocked.Exchange(ref taken, done.NextLine);
            }
            return done;
        }
        catch (Exception e)
        {
            ready.Writer.TryComplete(e);
            throw;
        }
    }

    private Guid Reach(BatchPart part, out Area area)
    {
        new Check().Id("batch_id", part.BatchId, out var id)
            .Division("division_code", part.DivisionCode, out area)
            .That(part.FirstLine >= 1, "first_line", "OUT_OF_RANGE", "应从 1 开始").Few("rows", part.Rows.Count, BatchPart.Most, min: 1).OrThrow();
        caller.MustCover(area.Code);
        return id;
    }

    /// <summary>Lines that follow each other, all of them or none.</summary>
    private async Task<Wire.RegistrationBatch> TakeAsync(Sealing part, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.ChangeTracker.Clear();
        // Two who send the same batch take turns.
        await rows.TakeTurnsAsync(part.BatchId, cancel);
        var batch = await db.Batches.FirstOrDefaultAsync(b => b.Id == part.BatchId, cancel);
        if (batch is null) db.Add(batch = Batch.Begin(part.BatchId, part.Area.Code, caller.Subject, desk.Now));
        if (part.FirstLine > batch.NextLine) throw BatchRefusals.LinesMissing(batch.NextLine);
        var from = batch.NextLine;
        var count = (int)(part.FirstLine + part.Lines - from);
        if (count <= 0) return batch.ToWire();

        var (good, verdicts) = await part.Rows;
        good.RemoveAll(r => r.Line < from);
        verdicts.RemoveAll(v => v.Line < from);
        var known = await rows.InsertAsync(good, desk.Now, cancel);
        verdicts.AddRange(known.Select(k => new RowVerdict { BatchId = part.BatchId, Line = k.Key, Known = true, VolunteerId = k.Value }));
        await rows.InsertAsync(verdicts, cancel);
        batch.Take(count, [.. good.Where(r => !known.ContainsKey(r.Line)).Select(r => (r.Id, r.Registration.Home))], known.Count, count - good.Count, desk.Now);
        try
        {
            var reply = await db.SaveAsync(batch.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == BatchTable.Key)
        {
            // Those who send the same batch take turns, so the batch that has this id is none that the caller sees.
            throw BatchRefusals.IdTaken();
        }
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

    /// <summary>Lines of a batch that are being checked and sealed.</summary>
    private sealed record Sealing(Guid BatchId, Area Area, long FirstLine, int Lines, Task<(List<BatchRow> Good, List<RowVerdict> Verdicts)> Rows)
    {
        /// <summary>Whether the next lines come right after these and are ready: nothing that is ready waits for what is not.</summary>
        public bool IsFollowedBy(Sealing next) => next.Rows.IsCompleted && next.BatchId == BatchId && next.Area == Area && next.FirstLine == FirstLine + Lines;

        public Sealing With(Sealing next) => this with { Lines = Lines + next.Lines, Rows = BothAsync(Rows, next.Rows) };

        private static async Task<(List<BatchRow>, List<RowVerdict>)> BothAsync(Task<(List<BatchRow> Good, List<RowVerdict> Verdicts)> one, Task<(List<BatchRow> Good, List<RowVerdict> Verdicts)> other)
        {
            var ((good, verdicts), (more, moreVerdicts)) = (await one, await other);
            return ([.. good, .. more], [.. verdicts, .. moreVerdicts]);
        }
    }
}
