using Governance.Map;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare;

internal sealed class WelfareDb(DbContextOptions<WelfareDb> options) : GovernanceDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDivisions();
        modelBuilder.HasWorkingCalendar();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WelfareDb).Assembly);
    }
}
