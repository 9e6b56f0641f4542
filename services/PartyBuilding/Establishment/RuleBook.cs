using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Establishment;

/// <summary>Which rule holds: that of the nearest division, there the seat's own before the general one, there the latest that has begun; never fewer members than the floor of the day.</summary>
internal sealed class RuleBook(PartyDb db, TimeProvider clock)
{
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

    /// <summary>The floor that holds for a kind on a day; null = none does.</summary>
    public async ValueTask<OrganizationFloor?> FloorAsync(OrganizationKind kind, OrganizationSeat? seat, DateOnly on, CancellationToken cancel)
    {
        floors ??= await db.Database.SqlQuery<OrganizationFloor>($"select kind, since, members, basis from organization_floors").ToListAsync(cancel);
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
