using Governance.Grid.V1;
using Grpc.Core;
using static Governance.Grid.Tests.Emergencies.EmergencySteps;

namespace Governance.Grid.Tests.Emergencies;

/// <summary>A plan holds where it was made and below; it is read there and written from there and above.</summary>
public sealed class MakingPlans(GridApp app) : IClassFixture<GridApp>
{
    private const string County = "510104", Town = "510104019";

    private GridCaller Centre => app.As("county-centre", County);

    private GridCaller Clerk => app.As("town-clerk", Town);

    [Fact]
    public async Task A_town_reads_the_plan_of_its_county_and_the_next_county_does_not()
    {
        var plan = await Centre.EmergencyPlans.CreateEmergencyPlanAsync(PlanToMake(County, Hazard.Fire));

        Assert.Equal(plan, await Clerk.EmergencyPlans.GetEmergencyPlanAsync(new() { Id = plan.Id }));
        Assert.Contains(plan, (await Clerk.EmergencyPlans.ListEmergencyPlansAsync(new() { DivisionCode = Town, OnlyHazard = Hazard.Fire })).Plans);
        Assert.DoesNotContain(plan, (await Clerk.EmergencyPlans.ListEmergencyPlansAsync(new() { OnlyHazard = Hazard.Cold })).Plans);
        await Refused(StatusCode.NotFound, "EMERGENCY_PLAN_NOT_FOUND", () => app.As("county-centre", "510105").EmergencyPlans.GetEmergencyPlanAsync(new() { Id = plan.Id }));
        // Read from below, written from above.
        await Refused(StatusCode.NotFound, "EMERGENCY_PLAN_NOT_FOUND", () => app.As("county-centre", Town).EmergencyPlans.RetireEmergencyPlanAsync(new() { RequestId = NewId(), Id = plan.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Centre.EmergencyPlans.CreateEmergencyPlanAsync(PlanToMake("5101")));
    }

    [Fact]
    public async Task What_a_plan_says_may_change_until_it_is_retired()
    {
        var plan = await Centre.EmergencyPlans.CreateEmergencyPlanAsync(PlanToMake(County));
        var changed = await Centre.EmergencyPlans.UpdateEmergencyPlanAsync(new()
        {
            RequestId = NewId(), Plan = new() { Id = plan.Id, Etag = plan.Etag, Measures = { "先转移" } }, UpdateMask = new() { Paths = { "measures" } },
        });
        Assert.Equal((plan.Name, "先转移"), (changed.Name, Assert.Single(changed.Measures)));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Centre.EmergencyPlans.RetireEmergencyPlanAsync(new() { RequestId = NewId(), Id = plan.Id, Etag = plan.Etag }));

        await Centre.EmergencyPlans.RetireEmergencyPlanAsync(new() { RequestId = NewId(), Id = plan.Id });
        Assert.DoesNotContain((await Centre.EmergencyPlans.ListEmergencyPlansAsync(new())).Plans, p => p.Id == plan.Id);
        Assert.Contains((await Centre.EmergencyPlans.ListEmergencyPlansAsync(new() { ShowRetired = true })).Plans, p => p.Id == plan.Id);
        await Refused(StatusCode.FailedPrecondition, "EMERGENCY_PLAN_RETIRED", () => Centre.EmergencyPlans.UpdateEmergencyPlanAsync(new()
        {
            RequestId = NewId(), Plan = new() { Id = plan.Id, Name = "新名" }, UpdateMask = new() { Paths = { "name" } },
        }));
        await Refused(StatusCode.FailedPrecondition, "EMERGENCY_PLAN_RETIRED", () => Centre.Emergencies.ActivateEmergencyAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = Town, Level = 1, Reason = "暴雨" }));
    }

    [Fact]
    public async Task A_town_records_that_it_has_rehearsed_the_county_s_plan()
    {
        var plan = await Centre.EmergencyPlans.CreateEmergencyPlanAsync(PlanToMake(County, Hazard.Earthquake));
        RecordDrillRequest Drill(string division, string date = "2026-03-04") => new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = division, Date = date, ParticipantCount = 120, Findings = "疏散通道被占用" };
        var drill = await Clerk.EmergencyPlans.RecordDrillAsync(Drill(Town));

        Assert.Equal(drill, Assert.Single((await Clerk.EmergencyPlans.ListDrillsAsync(new() { PlanId = plan.Id })).Drills));
        Assert.Equal(drill, Assert.Single((await Centre.EmergencyPlans.ListDrillsAsync(new() { PlanId = plan.Id, DivisionCode = Town })).Drills));
        // The neighbour reads the plan, not what this town has found out.
        Assert.Empty((await app.As("town-clerk", "510104018").EmergencyPlans.ListDrillsAsync(new() { PlanId = plan.Id })).Drills);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Clerk.EmergencyPlans.RecordDrillAsync(Drill("510104018")));
        await WrongFields(() => Clerk.EmergencyPlans.RecordDrillAsync(Drill("510105")), "division_code");
        await WrongFields(() => Clerk.EmergencyPlans.RecordDrillAsync(Drill(Town, "2026-03-05")), "date");
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        await WrongFields(() => Centre.EmergencyPlans.CreateEmergencyPlanAsync(new() { RequestId = NewId() }), "division_code", "hazard", "name", "measures");
        await WrongFields(() => Centre.EmergencyPlans.CreateEmergencyPlanAsync(new() { RequestId = NewId(), DivisionCode = "510104999", Hazard = Hazard.Fire, Name = "预案", Measures = { "甲", "" } }), "division_code", "measures[1]");
        await WrongFields(() => Centre.EmergencyPlans.UpdateEmergencyPlanAsync(new() { RequestId = NewId(), Plan = new(), UpdateMask = new() { Paths = { "hazard" } } }), "plan.id", "update_mask");
        await WrongFields(() => Centre.Emergencies.ActivateEmergencyAsync(new() { RequestId = NewId(), Level = 5 }), "plan_id", "division_code", "level", "reason");
        await WrongFields(() => Clerk.Emergencies.ReportHouseholdCheckAsync(new() { RequestId = NewId(), CheckedHouseholdCount = 3, HelpHouseholdCount = 4, AwayHouseholdCount = -1 }),
            "emergency_id", "grid_code", "away_household_count", "help_household_count");
    }
}
