using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class BatchRegisterMembers(PartyDb db, MemberDesk desk, MemberWire wire, RosterRows roster, OrganizationTree tree, Caller caller)
{
    private const int Most = 2000;

    public async Task<Wire.MemberBatch> Handle(IAsyncStreamReader<Wire.BatchRegisterMembersRequest> parts, CancellationToken cancel)
    {
        Wire.MemberBatch? reply = null;
        while (await parts.MoveNext(cancel)) reply = await TakeAsync(parts.Current, cancel);
        return reply ?? throw new Refusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "没有收到任何数据") { Violations = [new Violation("rows", "TOO_FEW", "应有 1 至 2000 项")] };
    }

    /// <summary>One part, whole or not at all.</summary>
    private async Task<Wire.MemberBatch> TakeAsync(Wire.BatchRegisterMembersRequest part, CancellationToken cancel)
    {
        new Check().Id("batch_id", part.BatchId, out var id).Division("division_code", part.DivisionCode, out var area).That(part.FirstLine >= 1, "first_line", "OUT_OF_RANGE", "应从 1 开始")
            .Few("rows", part.Rows.Count, Most, min: 1).OrThrow();
        caller.MustCover(area.Code);
        // Checked and sealed before the tree is held still: that is nearly all of the processor's time.
        var (read, refused) = await ReadAsync(part, id, cancel);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.ChangeTracker.Clear();
        // Two who send the same batch take turns.
        await roster.TakeTurnsAsync(id, cancel);
        await tree.HoldStillAsync(cancel);
        var batch = await db.MemberBatches.FirstOrDefaultAsync(b => b.Id == id, cancel);
        if (batch is null) db.Add(batch = MemberBatch.Begin(id, area.Code, caller.Subject, desk.Now));
        if (part.FirstLine > batch.NextLine) throw MemberRefusals.LinesMissing(batch.NextLine);
        var from = batch.NextLine;
        var count = (int)(part.FirstLine + part.Rows.Count - from);
        if (count <= 0) return MemberWire.Of(batch);

        var (rows, verdicts) = (read.Where(r => r.Line >= from).ToList(), refused.Where(v => v.Line >= from).ToList());
        var ids = rows.Select(r => r.OrganizationId).Distinct().ToList();
        var organizations = await db.Organizations.AsNoTracking().In(area).Where(o => ids.Contains(o.Id) && o.State == OrganizationState.Active).ToDictionaryAsync(o => o.Id, cancel);
        foreach (var row in rows.Where(r => !organizations.TryGetValue(r.OrganizationId, out var o) || !Organization.HasMembers(o.Kind)))
        {
            var problem = organizations.ContainsKey(row.OrganizationId) ? "organization_id HOLDS_NO_MEMBERS 该党组织不接收党员组织关系" : "organization_id ORGANIZATION_NOT_FOUND 本批次的区划内没有这个党组织，或已撤销";
            verdicts.Add(new MemberVerdict { BatchId = id, Line = row.Line, Problems = [problem] });
        }
        rows.RemoveAll(r => !organizations.TryGetValue(r.OrganizationId, out var o) || !Organization.HasMembers(o.Kind));
        var known = await roster.InsertAsync(rows, organizations.ToDictionary(o => o.Key, o => o.Value.Area), cancel);
        var entered = rows.Where(r => !known.ContainsKey(r.Line)).ToList();
        foreach (var group in entered.GroupBy(r => r.OrganizationId))
        {
            await tree.CountAsync(organizations[group.Key].Path, [.. group.GroupBy(r => r.State).Select(s => (Measure.OfState((int)s.Key), (long)s.Count()))], cancel);
        }
        var problems = verdicts.Count;
        verdicts.AddRange(known.Select(k => new MemberVerdict { BatchId = id, Line = k.Key, Known = true, MemberId = k.Value }));
        await roster.InsertAsync(verdicts, cancel);
        batch.Take(count, [.. entered.Select(r => (r.Id, r.OrganizationId, r.State))], known.Count, problems, desk.Now);
        var reply = await db.SaveAsync(() => MemberWire.Of(batch), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // A share for each core, in one piece: sharing out row by row costs as much as the rows.
    private async Task<(List<RosterEntry> Rows, List<MemberVerdict> Verdicts)> ReadAsync(Wire.BatchRegisterMembersRequest part, Guid batchId, CancellationToken cancel)
    {
        var shares = Math.Min(Environment.ProcessorCount, 8);
        var (now, size) = (desk.Now, (part.Rows.Count + shares - 1) / shares);
        var read = await Task.WhenAll(Enumerable.Range(0, shares).Select(share => Task.Run(() =>
        {
            var (rows, verdicts) = (new List<RosterEntry>(size), new List<MemberVerdict>());
            for (var i = share * size; i < Math.Min((share + 1) * size, part.Rows.Count); i++)
            {
                var check = new Check();
                if (Read(part.Rows[i], part.FirstLine + i, check, now) is { } row) rows.Add(row);
                else verdicts.Add(new MemberVerdict { BatchId = batchId, Line = part.FirstLine + i, Problems = [.. check.Violations.Select(v => $"{v.Field} {v.Reason} {v.Chinese}")] });
            }
            return (rows, verdicts);
        }, cancel)));
        return ([.. read.SelectMany(r => r.rows)], [.. read.SelectMany(r => r.verdicts)]);
    }

    private RosterEntry? Read(Wire.RosterRow row, long line, Check check, DateTimeOffset now)
    {
        check.Id("organization_id", row.OrganizationId, out var organizationId).That(row.State is >= Wire.MemberState.Applicant and <= Wire.MemberState.Full, "state", "UNKNOWN_VALUE", "应为入党申请人至正式党员");
        var number = desk.ReadPerson(check, row.Name, row.IdentityNumber, row.Phone);
        var since = desk.Past(check, "state_date", row.StateDate);
        DateOnly? joined = row.State == Wire.MemberState.Probationary ? since : null;
        if (row.State == Wire.MemberState.Full)
        {
            joined = desk.Past(check, "joined_date", row.JoinedDate);
            check.That(joined <= since, "joined_date", "AFTER_THE_STATE", "不能晚于成为正式党员的日期");
        }
        if (number.Text is not null) check.That(since == default || since >= number.Birth, "state_date", "BEFORE_BIRTH", "不能早于出生日期").That(joined is not { } day || day == default || day >= number.Birth, "joined_date", "BEFORE_BIRTH", "不能早于出生日期");
        return check.Passed
            ? new RosterEntry(line, Guid.CreateVersion7(now), organizationId, wire.Seal(row.Name.Trim(), number, row.Phone), number.Birth.Year, MemberDesk.SexOf(number), (MemberState)row.State, since, joined)
            : null;
    }
}
