using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Governance.Map;

/// <summary>The province's map in a service's own database: places are checked and named without asking another service.</summary>
public static class MapModule
{
    /// <summary><see cref="DivisionMap"/> and <see cref="MapUpdate"/>.</summary>
    public static IHostApplicationBuilder AddGovernanceMap<T>(this IHostApplicationBuilder builder) where T : GovernanceDb
    {
        builder.Services.AddSingleton<DivisionMap>();
        builder.Services.AddScoped(sp => new MapUpdate(sp.GetRequiredService<T>(), sp.GetRequiredService<DivisionMap>()));
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
}
