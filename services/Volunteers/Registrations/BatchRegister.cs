using Governance.Access;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class BatchRegister(VolunteersDb db, RegistrationDesk desk, BatchRows rows, Caller caller)
{
    private const int Part = 2000;

    public async Task<Wire.RegistrationBatch> Handle(IAsyncStreamReader<Wire.BatchRegisterRequest> parts, CancellationToken cancel)
    {
        Wire.RegistrationBatch? last = null;
        while (await parts.MoveNext(cancel)) last = await TakeAsync(parts.Current, cancel);
        return last ?? throw new Refusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "没有收到任何数据") { Violations = [new Violation("rows", "TOO_FEW", "应有 1 至 2000 项")] };
    }

    /// <summary>One part, whole or not at all.</summary>
    private async Task<Wire.RegistrationBatch> TakeAsync(Wire.BatchRegisterRequest part, CancellationToken cancel)
    {
        new Check().Id("batch_id", part.BatchId, out var id)
            .Division("division_code", part.DivisionCode, out var area)
            .That(part.FirstLine >= 1, "first_line", "OUT_OF_RANGE", "应从 1 开始").Few("rows", part.Rows.Count, Part, min: 1).OrThrow();
        caller.MustCover(area.Code);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.ChangeTracker.Clear();
        // Two who send the same batch take turns.
        await rows.TakeTurnsAsync(id, cancel);
        var batch = await db.Batches.FirstOrDefaultAsync(b => b.Id == id, cancel);
        if (batch is null) db.Add(batch = Batch.Begin(id, area.Code, caller.Subject, desk.Now));
        if (part.FirstLine > batch.NextLine) throw BatchRefusals.LinesMissing(batch.NextLine);
        var skip = (int)Math.Min(batch.NextLine - part.FirstLine, part.Rows.Count);
        if (skip == part.Rows.Count) return batch.ToWire();

        var (good, verdicts) = await ReadAsync(part, skip, id, area, cancel);
        var known = await rows.InsertAsync(good, desk.Now, cancel);
        verdicts.AddRange(known.Select(k => new RowVerdict { BatchId = id, Line = k.Key, Known = true, VolunteerId = k.Value }));
        await rows.InsertAsync(verdicts, cancel);
        var refused = part.Rows.Count - skip - good.Count;
        batch.Take(part.Rows.Count - skip, [.. good.Where(r => !known.ContainsKey(r.Line)).Select(r => (r.Id, r.Registration.Home))], known.Count, refused, desk.Now);
        var reply = await db.SaveAsync(batch.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // Checking and sealing is nearly all of the processor time: every core does its share.
    private async Task<(List<BatchRow> Good, List<RowVerdict> Verdicts)> ReadAsync(Wire.BatchRegisterRequest part, int skip, Guid batchId, Area area, CancellationToken cancel)
    {
        var read = new (BatchRow? Row, RowVerdict? Verdict)[part.Rows.Count - skip];
        var now = desk.Now;
        await Parallel.ForAsync(0, read.Length, cancel, async (i, token) =>
        {
            var line = part.FirstLine + skip + i;
            var row = part.Rows[skip + i];
            row.Subject = "";
            var check = new Check().That(area.Covers(row.DivisionCode), "division_code", "OUTSIDE_THE_BATCH", "不在本批次的区划之内");
            var registration = await desk.ReadAsync(row, check, token);
            read[i] = registration is not null
                ? (new BatchRow(line, Guid.CreateVersion7(now), registration), null)
                : (null, new RowVerdict { BatchId = batchId, Line = line, Problems = [.. check.Violations.Select(v => $"{v.Field} {v.Reason} {v.Chinese}")] });
        });
        return ([.. read.Where(r => r.Row is not null).Select(r => r.Row!)], [.. read.Where(r => r.Verdict is not null).Select(r => r.Verdict!)]);
    }
}
