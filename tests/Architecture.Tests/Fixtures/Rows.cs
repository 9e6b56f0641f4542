// Entities that break rule 5.
using Governance.Access;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.ArchitectureTests.Fixtures.Rows;

internal sealed class BrokenDb(DbContextOptions<BrokenDb> options) : GovernanceDb(options)
{
    public IQueryable<NoIndex> Rows => Visible<NoIndex>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Bare>();
        modelBuilder.Entity<Shrug>();
        modelBuilder.Entity<Both>();
        modelBuilder.Entity<Scoped>().HasIndex(r => new { r.Area, r.Id });
        modelBuilder.Entity<NoIndex>().HasIndex(r => new { r.Id, r.Area });
        modelBuilder.Entity<WrongCollation>().Property(r => r.Area).UseCollation("zh-x-icu");
    }
}

internal sealed class Bare
{
    public Guid Id { get; init; }
}

[Nationwide("because")]
internal sealed class Shrug
{
    public Guid Id { get; init; }
}

[Nationwide("a reason that is long enough")]
internal sealed class Both : IAreaScoped
{
    public Guid Id { get; init; }
    public string Area { get; init; } = "";
}

internal sealed class Scoped : IAreaScoped
{
    public Guid Id { get; init; }
    public string Area { get; init; } = "";
}

internal sealed class NoIndex : IAreaScoped
{
    public Guid Id { get; init; }
    public string Area { get; init; } = "";
}

internal sealed class WrongCollation : IAreaScoped
{
    public Guid Id { get; init; }
    public string Area { get; init; } = "";
}
