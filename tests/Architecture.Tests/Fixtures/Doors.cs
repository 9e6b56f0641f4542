// Goes past the area filter in every way that compiles.
using Governance.Access;
using Governance.ArchitectureTests.Fixtures.Rows;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.ArchitectureTests.Fixtures.Doors;

internal sealed class Sider(BrokenDb db)
{
    public IQueryable<Scoped> Past() => db.Set<Scoped>();

    public IQueryable<Scoped> Raw() => db.Set<Scoped>().FromSqlRaw("select * from scoped");

#pragma warning disable RS0030 // the rule of compiled code needs something to find
    public IQueryable<Scoped> Unfiltered() => db.Set<Scoped>().IgnoreQueryFilters();
#pragma warning restore RS0030

    public async Task<int> Delete(CancellationToken cancel) => await db.Rows.Where(r => r.Area == "").ExecuteDeleteAsync(cancel);
}

internal sealed class Teller(NpgsqlDataSource source)
{
    public NpgsqlCommand Ask() => source.CreateCommand("select 1");
}

internal sealed class Asker(NpgsqlDataSource source, Caller caller)
{
    public NpgsqlCommand? Ask(string area) => caller.Covers(area) ? source.CreateCommand("select 1") : null;
}
