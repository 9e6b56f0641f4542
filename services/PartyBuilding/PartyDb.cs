using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding;

internal sealed class PartyDb(DbContextOptions<PartyDb> options) : GovernanceDb(options)
{
    public IQueryable<Organization> Organizations => Visible<Organization>();
    public IQueryable<OrganizationRule> OrganizationRules => Everywhere<OrganizationRule>("the rule of the division above holds below; writes are guarded by area");
    public IQueryable<Division> Divisions => Nationwide<Division>();
    public IQueryable<Place> Places => Visible<Place>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PartyDb).Assembly);
    }
}
