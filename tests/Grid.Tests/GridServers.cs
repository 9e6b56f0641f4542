using Governance.Access;
using Governance.Grid.Categories;
using Governance.Grid.Tests;
using Governance.Harness;
using Governance.Hosting;
using Governance.Messaging;
using Governance.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: AssemblyFixture(typeof(GridServers))]

namespace Governance.Grid.Tests;

/// <summary>Grid's database, migrated and seeded with a small map and the reference data as they ship.</summary>
public sealed class GridServers() : ServiceServers("grid")
{
    protected override async Task PrepareAsync(Dictionary<string, string?> settings, string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddGovernanceDefaults("grid");
        builder.AddGrid();
        await using var services = builder.Services.BuildServiceProvider();
        await services.MigrateAsync<GridDb>(CancellationToken.None);
        await SmallMap.SeedAsync(database);
        await SeedReferenceAsync(services);
    }

    // Categories, units and calendar as they ship.
    private static async Task SeedReferenceAsync(IServiceProvider services)
    {
        var folder = Path.Combine(Repository.Root, "deploy", "data");
        foreach (var (file, import) in new (string, Func<IServiceProvider, string, CancellationToken, Task<string>>)[]
        {
            ("units.csv", CategoryFiles.ImportUnitsAsync), ("categories.csv", CategoryFiles.ImportCategoriesAsync), ("china-working-calendar.csv", CategoryFiles.ImportCalendarAsync),
        })
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("seed", "the reference data of the tests");
            await import(scope.ServiceProvider, Path.Combine(folder, file), CancellationToken.None);
        }
    }
}
