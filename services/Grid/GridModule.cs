using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Hosting;
using Governance.Messaging;

namespace Governance.Grid;

internal static class GridModule
{
    public static void AddGrid(this IHostApplicationBuilder builder)
    {
        builder.AddGovernanceRpc("grid", typeof(IdempotencyInterceptor));
        builder.AddGovernanceDb<GridDb>("grid");
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddSingleton<PersonalData>();
        builder.Services.AddSingleton<DivisionNames>();
        builder.Services.AddSingleton<DivisionMap>();
        builder.AddSlices();
    }

    // A slice is a sealed class with one method Handle; adding one needs no line here, deleting one leaves none behind.
    private static void AddSlices(this IHostApplicationBuilder builder)
    {
        foreach (var type in typeof(GridModule).Assembly.GetTypes())
        {
            if (type is { IsClass: true, IsAbstract: false } && type.GetMethod("Handle") is not null) builder.Services.AddScoped(type);
        }
    }
}
