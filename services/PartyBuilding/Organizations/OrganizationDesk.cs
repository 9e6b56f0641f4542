using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

/// <summary>What the slices about organisations share: find inside the caller's areas, save and answer.</summary>
internal sealed class OrganizationDesk(PartyDb db, DivisionMap map, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>The organisation, ready to be changed.</summary>
    public async Task<Organization> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var organization = await FindAsync(key, cancel);
        Etag.Match(etag, organization.Version);
        return organization;
    }

    public async Task<Organization> FindAsync(Guid id, CancellationToken cancel) =>
        await db.Organizations.FirstOrDefaultAsync(o => o.Id == id, cancel) ?? throw OrganizationRefusals.NotFound(id.ToString());

    /// <summary>The one above, which the caller need not see: only its kind is looked at.</summary>
    public async Task<Organization?> AboveAsync(Organization organization, CancellationToken cancel) => organization.ParentId is { } parent
        ? await db.Everywhere<Organization>("the kind of the organisation above, of which nothing is told").AsNoTracking().FirstAsync(o => o.Id == parent, cancel)
        : null;

    public async Task<Wire.Organization> SaveAsync(Organization organization, CancellationToken cancel)
    {
        var division = await map.NameAsync(organization.Area, cancel);
        return await db.SaveAsync(() => OrganizationWire.Of(organization, division), cancel);
    }

    public async ValueTask<Wire.Organization> OfAsync(Organization organization, CancellationToken cancel) => OrganizationWire.Of(organization, await map.NameAsync(organization.Area, cancel));

    /// <summary>A day that is no later than today.</summary>
    public DateOnly Past(Check check, string field, string text)
    {
        check.Date(field, text, out var day);
        if (day != default) check.That(day <= Today, field, "IN_THE_FUTURE", "不能晚于今天").That(day.Year >= 1921, field, "OUT_OF_RANGE", "不能早于 1921 年");
        return day;
    }
}
