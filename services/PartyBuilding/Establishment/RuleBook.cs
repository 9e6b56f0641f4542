using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Establishment;

/// <summary>Which rule holds: that of the nearest division, there the seat's own before the general one, there the latest that has begun; never fewer members than the floor of the day.</summary>
internal sealed class RuleBook(PartyDb db, TimeProvider clock, Caller caller, Grants grants)
{
    private const string Manage = "party.rules.manage";

    private List<OrganizationRule>? begun;
    private List<OrganizationFloor>? floors;

    public async ValueTask<OrganizationRule> ForAsync(string area, OrganizationKind kind, OrganizationSeat seat, CancellationToken cancel)
    {
        var today = clock.Today();
        // Some dozens, asked for once a call.
        begun ??= await db.OrganizationRules.AsNoTracking().Where(r => r.Since <= today).ToListAsync(cancel);
        var rule = begun.Where(r => r.Kind == kind && (r.Seat is null || r.Seat == seat) && area.StartsWith(r.Area, StringComparison.Ordinal))
            .OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Seat is not null).ThenByDescending(r => r.Since).FirstOrDefault()
            ?? OrganizationRule.Set(area, kind, seat, 0, 0, 0, 0, today, clock.GetUtcNow());
        return await FloorAsync(kind, seat, today, cancel) is { } floor && floor.Members > rule.MinFullMembers
            ? OrganizationRule.Set(rule.Area, kind, rule.Seat, floor.Members, rule.TermYears, rule.MaxExtensionMonths, rule.RemindMonths, rule.Since, clock.GetUtcNow())
            : rule;
    }

    /// <summary>Refuses fewer full members than the rule asks for. With a reason, and the clause's exception, as many as a branch needs are enough for who keeps the rules of the county.</summary>
    public async ValueTask MustBeEnoughAsync(string area, OrganizationKind kind, OrganizationSeat seat, long full, string exception, CancellationToken cancel)
    {
        var rule = await ForAsync(area, kind, seat, cancel);
        if (full >= rule.MinFullMembers) return;
        if (exception.Length == 0 || await FloorAsync(kind, seat, clock.Today(), cancel) is not { Excepted: true }) throw OrganizationRefusals.TooFew(kind, full, rule.MinFullMembers);
        if (grants.Of(Manage, caller.Roles) != Reach.Area || !caller.Covers(area.Length > 6 ? area[..6] : area)) throw OrganizationRefusals.ExceptionNotYours();
        var least = (await ForAsync(area, OrganizationKind.Branch, seat, cancel)).MinFullMembers;
        if (full < least) throw OrganizationRefusals.TooFew(kind, full, least);
    }

    /// <summary>The floor that holds for a kind on a day; null = none does.</summary>
    public async ValueTask<OrganizationFloor?> FloorAsync(OrganizationKind kind, OrganizationSeat? seat, DateOnly on, CancellationToken cancel)
    {
        floors ??= await db.Database.SqlQuery<OrganizationFloor>($"select kind, since, members, basis, excepted from organization_floors").ToListAsync(cancel);
        return floors.Where(f => f.IsOf(kind, seat, on)).MaxBy(f => f.Since);
    }

    /// <summary>The kind that so many full members make due at a seat, and the number from which on; null when they are too few for any.</summary>
    public async ValueTask<(OrganizationKind Kind, int Threshold)?> DueAsync(string area, OrganizationSeat seat, long fullMembers, CancellationToken cancel)
    {
        foreach (var kind in new[] { OrganizationKind.Committee, OrganizationKind.GeneralBranch, OrganizationKind.Branch })
        {
            var rule = await ForAsync(area, kind, seat, cancel);
            if (rule.MinFullMembers > 0 && fullMembers >= rule.MinFullMembers) return (kind, rule.MinFullMembers);
        }
        return null;
    }
}
