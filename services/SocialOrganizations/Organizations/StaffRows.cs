using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Organizations;

/// <summary>
/// Everything that is an organisation's own is its staff's to see, as long as they are its staff: with them the owner of all these rows changes, in one transaction. Whoever has read one of them before is overtaken and
/// reads it again, so that nothing is made of it for who has left. Each row keeps who they were (<see cref="IStaffed"/>): they see it no more, and still decide nothing about it.
/// </summary>
internal sealed class StaffRows(SocialOrgsDb db)
{
    // In the order in which one is made of another, orders last: they are found by the contract. An empty text is nobody.
    private static readonly string HandOver = string.Concat(new[] { "candidacies", "residencies", "bids", "contracts", "projects", "gradings", "blacklistings", "grants", "ventures", "enterprises", "custodies" }
        .Select(t => $"update {t} t set former_staff = case when t.owner is null or t.owner = any(t.former_staff) then t.former_staff else array_append(t.former_staff, t.owner) end, owner = nullif({{1}}, ''), version = t.version + 1 where t.organization_id = {{0}} and t.owner is distinct from nullif({{1}}, '');\n")) + """
        update service_orders t set former_staff = case when t.owner is null or t.owner = any(t.former_staff) then t.former_staff else array_append(t.former_staff, t.owner) end, owner = nullif({1}, ''), version = t.version + 1 from contracts c where c.organization_id = {0} and t.contract_id = c.id and t.owner is distinct from nullif({1}, '');
        """;

    public Task HandOverAsync(Guid organizationId, string staff, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(HandOver, [organizationId, staff], cancel);
}
