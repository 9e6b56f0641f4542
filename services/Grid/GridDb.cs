using Governance.Grid.Divisions;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid;

internal sealed class GridDb(DbContextOptions<GridDb> options) : GovernanceDb(options)
{
    public IQueryable<Division> Divisions => Nationwide<Division>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GridDb).Assembly);
    }
}
