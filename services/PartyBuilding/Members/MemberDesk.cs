using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

/// <summary>
/// What the slices about members share. A member is changed alone: the row is locked first, so that a letter that is received and one that is withdrawn, a step and an end, take turns; and the tree is
/// held still, so that what is counted is counted at the right nodes.
/// </summary>
internal sealed class MemberDesk(PartyDb db, MemberWire wire, OrganizationTree tree, RosterRows roster, MemberRuleBook rules, DivisionMap map, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Nobody else changes the member before the transaction ends.</summary>
    public async Task HoldAsync(Guid id, CancellationToken cancel)
    {
        await tree.HoldStillAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select from members where id = {id} for no key update", cancel);
    }

    /// <summary>One change of one member, with its step and its counts, in one transaction.</summary>
    public async Task<Wire.Member> ChangeAsync(string id, string etag, Check check, Func<Member, ValueTask<MemberStep?>> change, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await HoldAsync(key, cancel);
        var member = await db.Members.FirstOrDefaultAsync(m => m.Id == key, cancel) ?? throw MemberRefusals.NotFound(id);
        Etag.Match(etag, member.Version);
        var before = CountsOf(member);
        if (await change(member) is { } step) db.Add(step);
        await CountAsync(member.OrganizationId, [.. before.Select(m => (m, -1L)), .. CountsOf(member).Select(m => (m, 1L))], cancel);
        var reply = await SaveAsync(member, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    /// <summary>The rule for a step on a day, which may still be entered.</summary>
    public async Task<MemberRule> RuleAsync(string area, MemberRuleKind kind, DateOnly on, CancellationToken cancel)
    {
        var rule = await rules.ForAsync(area, kind, on, cancel);
        rule.MustBeTimely(on, Today, (await roster.DaysAsync(cancel))(area));
        return rule;
    }

    public async Task<Wire.Member> SaveAsync(Member member, CancellationToken cancel)
    {
        var division = await map.NameAsync(member.Area, cancel);
        return await db.SaveAsync(() => wire.Of(member, division), cancel);
    }

    /// <summary>What a member counts as now.</summary>
    public static List<short> CountsOf(Member member) => !member.Counts ? [] : member.Floating ? [Measure.OfState((int)member.State), Measure.Floating] : [Measure.OfState((int)member.State)];

    /// <summary>Counts at an organisation and those above; what cancels out is no change. Only while the tree is held still.</summary>
    public async Task CountAsync(Guid organizationId, IEnumerable<(short Measure, long By)> changes, CancellationToken cancel)
    {
        var sums = changes.GroupBy(c => c.Measure).Select(g => (g.Key, g.Sum(c => c.By))).Where(c => c.Item2 != 0).ToList();
        if (sums.Count == 0) return;
        await tree.CountAsync(await db.Everywhere<Organization>("the path of a member's organisation, where it is counted").Where(o => o.Id == organizationId).Select(o => o.Path).FirstAsync(cancel), sums, cancel);
    }

    public Task<bool> TransferUnderWayAsync(Guid memberId, CancellationToken cancel) =>
        db.Everywhere<Transfers.Transfer>("whether a member of the caller's is on the way").AnyAsync(t => t.MemberId == memberId && t.State == Transfers.TransferState.Issued, cancel);

    public DateOnly Past(Check check, string field, string text)
    {
        check.Date(field, text, out var day);
        if (day != default) check.That(day <= Today, field, "IN_THE_FUTURE", "不能晚于今天").That(day.Year >= 1921, field, "OUT_OF_RANGE", "不能早于 1921 年");
        return day;
    }

    public List<Met> ReadEvidence(Check check, IReadOnlyList<Wire.Evidence> evidence, DateOnly until)
    {
        check.Few("evidence", evidence.Count, 20);
        var met = new List<Met>();
        for (var i = 0; i < evidence.Count; i++)
        {
            check.Known($"evidence[{i}].prerequisite", evidence[i].Prerequisite);
            var day = Past(check, $"evidence[{i}].date", evidence[i].Date);
            check.That(until == default || day <= until, $"evidence[{i}].date", "AFTER_THE_STEP", "不能晚于本次步骤的日期").That(met.All(m => m.Prerequisite != (short)evidence[i].Prerequisite), $"evidence[{i}].prerequisite", "TWICE", "不能重复");
            met.Add(new Met((short)evidence[i].Prerequisite, day));
        }
        return met;
    }

    public IdentityNumber ReadPerson(Check check, string name, string text, string phone)
    {
        check.Text("name", name, max: 50, min: 2)
            .That(IdentityNumber.TryParse(text, Today, out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "证件号码有误：应为 18 位，且出生日期与校验码正确");
        CheckPhone(check, phone);
        return number;
    }

    public static void CheckPhone(Check check, string phone) =>
        check.That(phone.Length == 0 || (phone is ['1', >= '3', ..] and { Length: 11 } && phone.All(char.IsAsciiDigit)), "phone", "NOT_A_MOBILE_PHONE", "应为以 1 开头的 11 位手机号");

    public static MemberSex SexOf(IdentityNumber number) => number.Male ? MemberSex.Male : MemberSex.Female;
}
