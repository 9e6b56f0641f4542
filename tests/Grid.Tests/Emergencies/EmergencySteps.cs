using Governance.Grid.V1;
using Npgsql;

namespace Governance.Grid.Tests.Emergencies;

/// <summary>What the scenarios about emergencies begin with.</summary>
internal static class EmergencySteps
{
    private static int counties = 10;

    public static CreateEmergencyPlanRequest PlanToMake(string division, Hazard hazard = Hazard.Flood) =>
        new() { RequestId = NewId(), DivisionCode = division, Hazard = hazard, Name = "防汛应急预案", Measures = { "通知各网格", "转移低洼地带群众" } };

    public static Task<EmergencyPlan> NewPlan(this GridApp app, string division, Hazard hazard = Hazard.Flood) =>
        app.As("city-centre", division[..4]).EmergencyPlans.CreateEmergencyPlanAsync(PlanToMake(division, hazard)).ResponseAsync;

    public static async Task<Emergency> NewEmergency(this GridApp app, string division, Hazard hazard = Hazard.Flood)
    {
        var plan = await app.NewPlan(division, hazard);
        return await app.As("city-centre", division[..4]).Emergencies.ActivateEmergencyAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = division, Level = 2, Reason = "河水上涨" });
    }

    /// <summary>A county that no other test knows, with so many towns of two communities of so many grids, each of 100 households.</summary>
    public static async Task<string> NewCounty(this GridApp app, int towns, int gridsEach)
    {
        var county = $"5107{Interlocked.Increment(ref counties):00}";
        await using var connection = new NpgsqlConnection(app.Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""
            insert into divisions (code, name) values ($1, '某县');
            """, connection) { Parameters = { new() { Value = county } } };
        await command.ExecuteNonQueryAsync();
        command.CommandText = """
            with t as (select $1 || to_char(n, 'FM000') as town from generate_series(1, $2) n),
              c as (select town || m as community from t cross join unnest(array['001', '002']) m),
              d as (insert into divisions (code, name) select town, '某镇' from t union all select community, '某社区' from c returning code)
            select count(*) from d
            """;
        command.Parameters.Add(new() { Value = towns });
        await command.ExecuteScalarAsync();
        command.CommandText = """
            insert into grids (id, area, name, kind, household_count, building_count, created_at, version, event_sequence)
            select gen_random_uuid(), code || to_char(g, 'FM000'), '某网格', 1, 100, 5, now(), 1, 0
            from divisions cross join generate_series(1, $2) g where code like $1 || '%' and length(code) = 12
            """;
        command.Parameters[1].Value = gridsEach;
        await command.ExecuteNonQueryAsync();
        // The map in memory asks the database about codes it does not know, but not more often than every two seconds.
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        return county;
    }
}
