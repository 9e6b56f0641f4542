using Governance.Map;
using Governance.Messaging;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers;

internal sealed class VolunteersDb(DbContextOptions<VolunteersDb> options) : GovernanceDb(options)
{
    /// <summary>Without those whose guardian has taken the consent back: nobody sees them.</summary>
    public IQueryable<Volunteer> Volunteers => Visible<Volunteer>().Where(v => !v.Hidden);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(VolunteersDb).Assembly);
    }
}
