using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class BatchRegisterMembers(PartyDb db, MemberDesk desk, MemberWire wire, RosterIntake intake, RosterRows roster, OrganizationTree tree)
{
    public async Task<Wire.MemberBatch> Handle(IAsyncStreamReader<Wire.BatchRegisterMembersRequest> parts, CancellationToken cancel)
    {
        Wire.MemberBatch? reply = null;
        while (await parts.MoveNext(cancel))
        {
            var (part, now) = (parts.Current, desk.Now);
            reply = await intake.TakeAsync(new IntakePart(BatchKind.Members, part.BatchId, part.DivisionCode, part.FirstLine, part.Rows.Count), (i, line, check) => Read(part.Rows[i], line, check, now), (rows, area) => EnterAsync(rows, area, cancel), cancel);
        }
        return reply ?? throw RosterIntake.Nothing();
    }

    private async Task<Intake> EnterAsync(IReadOnlyList<RosterEntry> all, Area area, CancellationToken cancel)
    {
        await tree.HoldStillAsync(cancel);
        var (done, rows, ids) = (new Intake(), all.ToList(), all.Select(r => r.OrganizationId).Distinct().ToList());
        var organizations = await db.Organizations.AsNoTracking().In(area).Where(o => ids.Contains(o.Id) && o.State == OrganizationState.Active).ToDictionaryAsync(o => o.Id, cancel);
        foreach (var row in rows.Where(r => !organizations.TryGetValue(r.OrganizationId, out var o) || !Organization.HasMembers(o.Kind)))
        {
            done.Refused[row.Line] = organizations.ContainsKey(row.OrganizationId) ? "organization_id HOLDS_NO_MEMBERS 该党组织不接收党员组织关系" : "organization_id ORGANIZATION_NOT_FOUND 本批次的区划内没有这个党组织，或已撤销";
        }
        var days = await roster.DaysAsync(cancel);
        // An application is evidence of its own; every step after it was asked for what it needs, unless it was taken before the roster day.
        foreach (var row in rows.Where(r => r.State >= MemberState.Activist && !done.Refused.ContainsKey(r.Line)))
        {
            var day = days(organizations[row.OrganizationId].Area);
            if (row.State == MemberState.Full && row.JoinedOn >= day.Day) done.Refused[row.Line] = "joined_date AFTER_THE_ROSTER_DAY 名册基准日及以后入党的，应逐步发展，不能直接录入为正式党员";
            else if (row.StateSince >= day.Day) done.Refused[row.Line] = "state_date AFTER_THE_ROSTER_DAY 名册基准日及以后进入该阶段的，应逐步发展，不能直接录入";
            else if (!day.Takes(row.StateSince, desk.Today)) done.Refused[row.Line] = "state_date ROSTER_CLOSED 该区划的名册已录入完毕";
        }
        rows.RemoveAll(r => done.Refused.ContainsKey(r.Line));
        foreach (var (line, id) in await roster.InsertAsync(rows, organizations.ToDictionary(o => o.Key, o => o.Value.Area), cancel)) done.Known[line] = id;
        var entered = rows.Where(r => !done.Known.ContainsKey(r.Line)).ToList();
        foreach (var group in entered.GroupBy(r => r.OrganizationId))
        {
            await tree.CountAsync(organizations[group.Key].Path, [.. group.GroupBy(r => r.State).Select(s => (Measure.OfState((int)s.Key), (long)s.Count()))], cancel);
        }
        done.Members.AddRange(entered.Select(r => (r.Id, r.OrganizationId, organizations[r.OrganizationId].Area, r.State)));
        done.Entered = entered.Count;
        return done;
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
        // Constitution of the Party, art. 1: whoever joins is eighteen.
        if (number.Text is not null && joined is { } of && of != default && of >= number.Birth) check.That(of >= number.Birth.AddYears(18), row.State == Wire.MemberState.Full ? "joined_date" : "state_date", "TOO_YOUNG", "入党时须年满 18 周岁");
        return check.Passed
            ? new RosterEntry(line, Guid.CreateVersion7(now), organizationId, wire.Seal(row.Name.Trim(), number, row.Phone), number.Birth.Year, MemberDesk.SexOf(number), (MemberState)row.State, since, joined)
            : null;
    }
}
