using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

/// <summary>Where a part of a batch belongs.</summary>
internal sealed record IntakePart(BatchKind Kind, string BatchId, string DivisionCode, long FirstLine, int Count);

/// <summary>A checked row of a part.</summary>
internal abstract record IntakeRow(long Line);

/// <summary>What became of the rows of a part: those that were entered, those that were known already by line, and what is wrong with the others by line.</summary>
internal sealed class Intake
{
    public List<(Guid Id, Guid OrganizationId, string Area, MemberState State)> Members { get; } = [];

    public int Entered { get; set; }

    public Dictionary<long, Guid> Known { get; } = [];

    public Dictionary<long, string> Refused { get; } = [];

    public void Refuse(long line, string field, Refusal no) => Refused[line] = $"{field} {no.Reason} {no.Message}";
}

/// <summary>
/// Batches of any kind, part by part: a part is taken whole or not at all, two who send the same batch take turns, lines that are in are skipped, one wrong row stops no other, and each row that was not
/// entered has a verdict. What a row is and how it is entered is the slice's.
/// </summary>
internal sealed class RosterIntake(PartyDb db, RosterRows roster, Caller caller, TimeProvider clock)
{
    private const int Most = 2000;

    public static Refusal Nothing() => new(Grpc.Core.StatusCode.InvalidArgument, "INVALID_FIELDS", "没有收到任何数据") { Violations = [new Violation("rows", "TOO_FEW", "应有 1 至 2000 项")] };

    /// <param name="part">Which part.</param>
    /// <param name="read">Reads the row at an index; null = wrong, as the check says. Called on several threads at once.</param>
    /// <param name="enter">Enters rows that are right, in the transaction.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Wire.MemberBatch> TakeAsync<TRow>(IntakePart part, Func<int, long, Check, TRow?> read, Func<IReadOnlyList<TRow>, Area, Task<Intake>> enter, CancellationToken cancel) where TRow : IntakeRow
    {
        new Check().Id("batch_id", part.BatchId, out var id).Division("division_code", part.DivisionCode, out var area).That(part.FirstLine >= 1, "first_line", "OUT_OF_RANGE", "应从 1 开始").Few("rows", part.Count, Most, min: 1).OrThrow();
        caller.MustCover(area.Code);
        // Checked and sealed before anything is held: that is nearly all of the processor's time.
        var (right, wrong) = await ReadAsync(part, id, read, cancel);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.ChangeTracker.Clear();
        await roster.TakeTurnsAsync(id, cancel);
        var batch = await db.MemberBatches.FirstOrDefaultAsync(b => b.Id == id, cancel);
        if (batch is null) db.Add(batch = MemberBatch.Begin(id, area.Code, part.Kind, caller.Subject, clock.GetUtcNow()));
        batch.MustBe(part.Kind);
        new Check().That(batch.Area == area.Code, "division_code", "NOT_OF_THE_BATCH", "应与该批次首次提交的区划一致").OrThrow();
        if (part.FirstLine > batch.NextLine) throw MemberRefusals.LinesMissing(batch.NextLine);
        var from = batch.NextLine;
        var count = (int)(part.FirstLine + part.Count - from);
        if (count <= 0) return MemberWire.Of(batch);

        var entered = await enter([.. right.Where(r => r.Line >= from)], area);
        List<MemberVerdict> verdicts = [.. wrong.Where(v => v.Line >= from), .. entered.Refused.Select(r => new MemberVerdict { BatchId = id, Line = r.Key, Problems = [r.Value] })];
        var problems = verdicts.Count;
        verdicts.AddRange(entered.Known.Select(k => new MemberVerdict { BatchId = id, Line = k.Key, Known = true, MemberId = k.Value }));
        await roster.InsertAsync(verdicts, cancel);
        batch.Take(count, entered, problems, clock.GetUtcNow());
        var reply = await db.SaveAsync(() => MemberWire.Of(batch), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // A share for each core, in one piece: sharing out row by row costs as much as the rows.
    private static async Task<(List<TRow> Right, List<MemberVerdict> Wrong)> ReadAsync<TRow>(IntakePart part, Guid batchId, Func<int, long, Check, TRow?> read, CancellationToken cancel) where TRow : IntakeRow
    {
        var shares = Math.Min(Environment.ProcessorCount, 8);
        var size = (part.Count + shares - 1) / shares;
        var all = await Task.WhenAll(Enumerable.Range(0, shares).Select(share => Task.Run(() =>
        {
            var (right, wrong) = (new List<TRow>(size), new List<MemberVerdict>());
            for (var i = share * size; i < Math.Min((share + 1) * size, part.Count); i++)
            {
                var check = new Check();
                if (read(i, part.FirstLine + i, check) is { } row) right.Add(row);
                else wrong.Add(new MemberVerdict { BatchId = batchId, Line = part.FirstLine + i, Problems = [.. check.Violations.Select(v => $"{v.Field} {v.Reason} {v.Chinese}")] });
            }
            return (right, wrong);
        }, cancel)));
        return ([.. all.SelectMany(r => r.right)], [.. all.SelectMany(r => r.wrong)]);
    }
}
