using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Enterprises;
using Governance.SocialOrganizations.Procurement;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>What the slices about organisations share: how one is read from a request, which rule its gate follows, and one change of it.</summary>
internal sealed partial class OrganizationDesk(SocialOrgsDb db, OrganizationWire wire, DivisionMap map, Caller caller, Blacklist blacklist, TeamDeeds deeds, TimeProvider clock)
{
    /// <summary>Who registered it decides about it: the county, once it is registered, or else the town.</summary>
    public const int ByStanding = -1;

    public string Me => caller.Subject;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    public async Task<Organization> FindAsync(Guid id, CancellationToken cancel) =>
        await db.Organizations.FirstOrDefaultAsync(o => o.Id == id, cancel) ?? throw OrganizationRefusals.NotFound(id.ToString());

    /// <summary>A day that is no later than today.</summary>
    public DateOnly Past(Check check, string field, string text)
    {
        check.Date(field, text, out var day);
        if (day != default) check.That(day <= Today, field, "IN_THE_FUTURE", "不能晚于今天");
        return day;
    }

    /// <summary>Rules for a new organisation's place.</summary>
    public async Task<Area> PlaceAsync(Check check, string field, string code, CancellationToken cancel)
    {
        check.Division(field, code, out var area);
        if (area.Code is not null) check.Standing(code.Length >= 6 ? await map.FindAsync(code, cancel) : null, field, "应为县（市、区）、乡镇（街道）或社区（村），且未撤销");
        return area;
    }

    /// <summary>What a request says of an organisation; <paramref name="of"/> says which fields count.</summary>
    public OrganizationEntry Read(Check check, Func<string, bool> of, string name, Wire.OrganizationKind kind, string purpose, int memberCount, string teamId, string leaderName, string leaderPhone, string? staff = null)
    {
        if (of("name")) check.Text("name", name, 100, min: 2);
        if (of("kind")) check.Known("kind", kind);
        if (of("purpose")) check.Text("purpose", purpose, 500, min: 4);
        if (of("member_count")) check.Within("member_count", memberCount, 1, 100_000);
        if (of("leader_name")) check.Text("leader_name", leaderName, 50, min: 2);
        if (of("leader_phone")) check.That(Phone().IsMatch(leaderPhone), "leader_phone", "NOT_A_PHONE", "应为 7 至 20 位数字");
        if (of("staff_subject")) check.Text("staff_subject", staff ?? "", 200, min: 0);
        Guid team = default;
        if (of("team_id") && teamId.Length > 0) check.Id("team_id", teamId, out team);
        return new OrganizationEntry(of("name") ? name.Trim() : null, of("kind") ? (OrganizationKind)kind : null, of("purpose") ? purpose.Trim() : null, of("member_count") ? memberCount : null, of("team_id") ? team : null,
            of("leader_name") ? wire.SealName(leaderName.Trim()) : null, of("leader_phone") ? wire.SealPhone(leaderPhone) : null, of("staff_subject") ? staff : null);
    }

    /// <summary>A team that another organisation has is not claimed. The index keeps two from being confirmed at once.</summary>
    public async Task MustBeFreeAsync(Guid? teamId, Guid? except, CancellationToken cancel)
    {
        if (teamId is not { } team || team == Guid.Empty) return;
        if (await db.Everywhere<Organization>("whether a team belongs to an organisation, wherever that is; nothing of it is told").AnyAsync(o => o.TeamId == team && o.TeamConfirmed && o.EndedOn == null && o.Id != except, cancel))
            throw OrganizationRefusals.TeamTaken();
    }

    /// <summary>The caller acts for the office, not for an organisation of their own.</summary>
    public bool OfTheOffice => caller.Reach != Reach.Own;

    public static void CheckCode(Check check, string field, string code, OrganizationKind? kind)
    {
        if (code.Length == 0) check.Broken(field, "REQUIRED", "不能为空");
        else if (!UnifiedCode.IsValid(code)) check.Broken(field, "NOT_A_UNIFIED_CODE", "不是有效的统一社会信用代码（18 位，末位为校验码）");
        else if (kind is { } known) check.That(UnifiedCode.Fits(code, known), field, "NOT_OF_THE_KIND", "登记管理部门与机构类别不符：社会组织应以 51、52 或 53 开头");
    }

    /// <summary>What is missing before a gate, by the rule that holds today.</summary>
    public async Task<GateFindings> LookAsync(Organization organization, Gate gate, CancellationToken cancel)
    {
        var today = Today;
        var above = new List<string>();
        for (var at = organization.Area; at is not null; at = Area.ParentOf(at)) above.Add(at);
        var rules = await db.GateRules.AsNoTracking().Where(r => above.Contains(r.Area) && r.Gate == gate && r.Since <= today && (r.Kind == null || r.Kind == organization.Kind)).ToListAsync(cancel);
        // A town's of before, which nobody could supersede, holds no more where the county decides.
        if (GateRule.IsOfTheCounty(gate)) rules.RemoveAll(r => r.Area.Length > 6);
        var rule = rules.OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Kind is not null).ThenByDescending(r => r.Since).FirstOrDefault() ?? GateRule.Set("51", gate, null, today, [], 0, 0, false, Now);
        var shown = await db.OrganizationPapers.Where(p => p.OrganizationId == organization.Id).Select(p => p.Kind).Distinct().ToListAsync(cancel);
        return rule.Look(organization, shown, await IsLedAsync(organization, cancel), today);
    }

    /// <summary>The party service has told of the party organisation that was declared, it stands, and it is one that can lead in that way.</summary>
    public async Task<bool> IsLedAsync(Organization organization, CancellationToken cancel) => (await LedAsync([organization], cancel)).Count > 0;

    /// <summary>Ids of those that are led so, in one query.</summary>
    public async Task<HashSet<Guid>> LedAsync(IReadOnlyCollection<Organization> organizations, CancellationToken cancel)
    {
        var ids = organizations.Select(o => o.PartyOrganizationId).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0) return [];
        var standing = await db.PartyOrganizations.AsNoTracking().Where(p => ids.Contains(p.Id) && p.DissolvedAt == null).ToDictionaryAsync(p => p.Id, cancel);
        return [.. organizations.Where(o => o is { PartyOrganizationId: { } party, PartyBuilding: { } how } && standing.TryGetValue(party, out var by) && by.Leads(how)).Select(o => o.Id)];
    }

    public async Task<Wire.Organization> OfAsync(Organization organization, CancellationToken cancel) =>
        wire.Of(organization, await map.NameAsync(organization.Area, cancel), await IsLedAsync(organization, cancel));

    /// <summary>One step of an organisation's life, saved with its row.</summary>
    /// <param name="id">Of the request.</param>
    /// <param name="etag">Of the request.</param>
    /// <param name="check">Whatever else is wrong with the request.</param>
    /// <param name="digits">How many digits of the place the caller must cover: 6 = the county decides, 9 = the town; 0 = whoever sees it; <see cref="ByStanding"/>.</param>
    /// <param name="gate">The gate whose findings are handed on; null = none.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="decides">It is a decision about the organisation, which nobody takes about their own.</param>
    public async Task<Wire.Organization> StepAsync(string id, string etag, Check check, int digits, Gate? gate, Func<Organization, GateFindings, OrganizationStep> step, CancellationToken cancel, bool decides = true)
    {
        check.Id("id", id, out var key).OrThrow();
        var organization = await FindAsync(key, cancel);
        if (digits == ByStanding) digits = organization.RegisteredOn is null ? 9 : 6;
        if (digits > 0) caller.MustCover(organization.Area.Length > digits ? organization.Area[..digits] : organization.Area);
        if (decides) organization.MustBeOfAnother(Me, Now);
        Etag.Match(etag, organization.Version);
        var found = gate is { } one ? await LookAsync(organization, one, cancel) : new GateFindings(0, []);
        db.Add(step(organization, found));
        return await SaveAsync(organization, cancel);
    }

    /// <summary>Saves an organisation with what was added to it, and what the team has done that the office confirms with it.</summary>
    public async Task<Wire.Organization> SaveAsync(Organization organization, CancellationToken cancel)
    {
        var (division, led) = (await map.NameAsync(organization.Area, cancel), await IsLedAsync(organization, cancel));
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        try
        {
            var reply = await db.SaveAsync(() => wire.Of(organization, division, led), cancel);
            await deeds.ConfirmAsync(organization, cancel);
            if (transaction is not null) await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == OrganizationTable.OneCode)
        {
            throw OrganizationRefusals.CodeTaken();
        }
        catch (ConstraintBroken e) when (e.Constraint == OrganizationTable.OneTeam)
        {
            throw OrganizationRefusals.TeamTaken();
        }
        catch (ConstraintBroken e) when (e.Constraint == OrganizationTable.OneSole)
        {
            throw OrganizationRefusals.PartyTaken();
        }
    }

    /// <summary>The same for a step after which it may not work, and what it still owes or holds: nothing is given to it in the meantime.</summary>
    public async Task<Wire.Organization> EndAsync(string id, string etag, Check check, int digits, Gate? gate, Func<Organization, GateFindings, Ties, OrganizationStep> step, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await blacklist.HoldAsync(key, cancel);
        // A contract that is not over, or that has accepted work which was not paid for.
        var contracted = await db.Everywhere<Contract>("who buys from an organisation may be another division").AnyAsync(c => c.OrganizationId == key
            && (c.State == ContractState.Awarded || c.State == ContractState.Running || c.Milestones.Any(m => m.State == MilestoneState.Accepted && m.Payment != PaymentState.Paid)), cancel);
        var holding = await db.Everywhere<Custody>("the asset that an organisation looks after may be of another division").AnyAsync(c => c.OrganizationId == key && c.State == CustodyState.Running, cancel);
        var reply = await StepAsync(id, etag, check, digits, gate, (organization, found) => step(organization, found, new(contracted, holding)), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    [GeneratedRegex(@"\A[0-9]{7,20}\z")]
    private static partial Regex Phone();
}
