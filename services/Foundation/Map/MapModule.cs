using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Governance.Map;

/// <summary>The province's map in a service's own database: places are checked and named without asking another service.</summary>
public static class MapModule
{
    /// <summary><see cref="DivisionMap"/>, <see cref="MapUpdate"/>, <see cref="MovedCommunities"/>, and the guard that no row is written under a retired code.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="owns">Grid, which reorganises: it needs only the first two.</param>
    /// <param name="facts">Tables, or <c>table.column</c>, that stay under the code of their day, and may be written under it: what was served or paid there; and a column that is named as if it held a place and holds text.</param>
    public static IHostApplicationBuilder AddGovernanceMap<T>(this IHostApplicationBuilder builder, bool owns = false, params string[] facts) where T : GovernanceDb
    {
        builder.Services.AddSingleton(sp => new DivisionMap(sp.GetRequiredService<NpgsqlDataSource>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<PlaceMoved>(), follows: !owns));
        builder.Services.AddScoped(sp => new MapUpdate(sp.GetRequiredService<T>(), sp.GetRequiredService<DivisionMap>()));
        if (owns) return builder;
        builder.Services.AddScoped(sp => new MovedCommunities(sp.GetRequiredService<T>()));
        builder.Services.AddSingleton(new AfterMigrations(db => PlaceGuard.Statements(db.Model, facts)));
        return builder;
    }

    /// <summary><see cref="ProvinceCalendar"/> and <see cref="CalendarUpdate"/>, for services that reckon in working time.</summary>
    public static IHostApplicationBuilder AddGovernanceCalendar<T>(this IHostApplicationBuilder builder) where T : GovernanceDb
    {
        builder.Services.AddSingleton<ProvinceCalendar>();
        builder.Services.AddScoped(sp => new CalendarUpdate(sp.GetRequiredService<T>(), sp.GetRequiredService<ProvinceCalendar>()));
        return builder;
    }

    /// <summary>Maps table <c>calendar_days</c>; call it in OnModelCreating.</summary>
    public static ModelBuilder HasWorkingCalendar(this ModelBuilder model) => model.ApplyConfiguration(new CalendarDayTable());

    /// <summary>Maps table <c>divisions</c>; call it in OnModelCreating.</summary>
    public static ModelBuilder HasDivisions(this ModelBuilder model) => model.ApplyConfiguration(new DivisionTable());

    /// <summary>Maps table <c>moved_communities</c>; call it in OnModelCreating.</summary>
    public static ModelBuilder HasMovedCommunities(this ModelBuilder model) => model.ApplyConfiguration(new MovedCommunityTable());
}
