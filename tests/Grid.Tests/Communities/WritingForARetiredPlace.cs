using Governance.Grid.Tests.Emergencies;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.Grid.Tests.Communities;

/// <summary>The map in memory may be a minute old; the database is not, and refuses what is written for a place that is no more.</summary>
public sealed class WritingForARetiredPlace(GridApp app) : IClassFixture<GridApp>
{
    private GridCaller Centre => app.As("county-centre", "510104");

    [Fact]
    public async Task Whoever_still_knows_it_is_refused_all_the_same()
    {
        const string place = "510104018002";
        var plan = await app.NewPlan("510104");
        var matter = await Centre.Matters.RequestMatterAsync(new() { RequestId = NewId(), DivisionCode = "510104", UnitCode = "510104-03", Name = "巡查", Text = "每周巡查一次" });
        await app.As("county-centre", "510104", subject: "decides").Matters.AdmitMatterAsync(new() { RequestId = NewId(), Id = matter.Id, FeeFen = 100, EndDate = "2026-12-31" });
        await Centre.Divisions.GetDivisionAsync(new() { Code = place });
        await app.QueryAll<int>("update divisions set retired_at = now() where code = $1 returning 1", place);

        await WrongFields(() => Centre.Supplies.CreateSupplyAsync(new() { RequestId = NewId(), DivisionCode = place, Name = "水", Measure = "箱" }), "division_code");
        await WrongFields(() => Centre.EmergencyPlans.CreateEmergencyPlanAsync(EmergencySteps.PlanToMake(place)), "division_code");
        await WrongFields(() => Centre.EmergencyPlans.RecordDrillAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = place, Date = "2026-03-01", ParticipantCount = 10 }), "division_code");
        await WrongFields(() => Centre.Matters.AssignMatterAsync(new() { RequestId = NewId(), MatterId = matter.Id, DivisionCode = place }), "division_code");
        Assert.Equal([0L], await app.QueryAll<long>("select (select count(*) from supplies where area = $1) + (select count(*) from emergency_plans where area = $1) + (select count(*) from drills where area = $1) + (select count(*) from matter_assignments where area = $1)", place));
    }

    [Fact]
    public async Task Nobody_backs_a_grid_that_is_being_retired_and_who_did_is_released()
    {
        var grid = await app.NewGrid();
        var clerk = app.As("town-clerk", "510104017");
        AssignCadreRequest Cadre() => new() { RequestId = NewId(), GridCode = grid.Code, Kind = CadreKind.Community, Name = "周书记", Phone = "13812345678" };
        var backing = await clerk.Cadres.AssignCadreAsync(Cadre());
        await Centre.Grids.RetireGridAsync(new() { RequestId = NewId(), Code = grid.Code, Reason = "撤销" });
        Assert.NotNull(Assert.Single((await clerk.Cadres.ListCadresAsync(new() { DivisionCode = grid.Code, ShowReleased = true })).Cadres, c => c.Id == backing.Id).EndTime);

        grid = await app.NewGrid();
        await using var other = new NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var retiring = await other.BeginTransactionAsync();
        await new NpgsqlCommand($"update grids set retired_at = now() where area = '{grid.Code}'", other, retiring).ExecuteNonQueryAsync();
        var assigned = Refused(StatusCode.FailedPrecondition, "GRID_RETIRED", () => clerk.Cadres.AssignCadreAsync(Cadre()));
        await EventuallyAsync("it waits", async () => await app.Query<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0);
        await retiring.CommitAsync();
        await assigned;
    }
}
