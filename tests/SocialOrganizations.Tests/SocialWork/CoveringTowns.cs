using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.SocialWork;

public sealed class CoveringTowns(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Towns_with_a_station_are_counted_by_division_and_the_missing_ones_are_named()
    {
        var towns = SmallMap.Rows.Where(r => r.Code.Length == 9).Select(r => r.Code).Order(StringComparer.Ordinal).ToList();
        var (mianyang, chengdu) = (towns.Count(t => t.StartsWith("5107", StringComparison.Ordinal)), towns.Count(t => t.StartsWith("5101", StringComparison.Ordinal)));
        var town = towns.First(t => t.StartsWith("5107", StringComparison.Ordinal));
        var before = await app.As("province-operator", "51").Stations.GetStationCoverageAsync(new() { DivisionCode = "51" });
        var station = await app.Station(town);
        Assert.Equal(SocialWorkStationKind.Town, station.Kind);
        // A room of a community does not cover its town.
        await app.Station(SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith("5107", StringComparison.Ordinal) && !r.Code.StartsWith(town, StringComparison.Ordinal)).Code);
        var after = await app.As("province-operator", "51").Stations.GetStationCoverageAsync(new() { DivisionCode = "51" });
        Assert.Equal((towns.Count, before.Covered + 1, 100, false), (after.Total, after.Covered, after.TargetPercent, after.TargetMet));
        Assert.Equal([("5101", chengdu, 0), ("5107", mianyang, 1)], after.Divisions.Select(d => (d.DivisionCode, d.Total, d.Covered)));
        Assert.Equal(["5132", "5133", "5134"], after.ExceptedCodes);
        var county = await app.As("city-centre", "5107").Stations.GetStationCoverageAsync(new() { DivisionCode = town[..6] });
        Assert.Equal(100 / county.Total, county.Percent);
        Assert.True(county.Divisions.Single(d => d.DivisionCode == town).Covered == 1);
        var missing = new List<string>();
        var page = new ListUncoveredTownsResponse();
        do
        {
            page = await app.As("city-centre", "5107").Stations.ListUncoveredTownsAsync(new() { DivisionCode = "5107", PageSize = 7, PageToken = page.NextPageToken });
            missing.AddRange(page.Towns.Select(t => t.DivisionCode));
        }
        while (page.NextPageToken.Length > 0);
        Assert.Equal(towns.Where(t => t.StartsWith("5107", StringComparison.Ordinal) && t != town), missing);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("city-centre", "5107").Stations.GetStationCoverageAsync(new() { DivisionCode = "51" }));
    }

    [Fact]
    public async Task Excepted_prefectures_are_counted_out_beside_by_the_rule_of_the_day()
    {
        await app.As("province-operator", "51").SocialWorkers.SetSocialWorkRuleAsync(new() { RequestId = NewId(), Rule = new() { SinceDate = app.Day(), RemindDays = 90, AssistantHours = 72, SocialWorkerHours = 90, SeniorHours = 90, CoveragePercent = 100, ExceptedCodes = { "5107" } } });
        await Refused(StatusCode.AlreadyExists, "SOCIAL_WORK_RULE_EXISTS", () => app.As("province-operator", "51").SocialWorkers.SetSocialWorkRuleAsync(new() { Rule = new() { SinceDate = app.Day(), RemindDays = 90, CoveragePercent = 100 } }));
        var coverage = await app.As("province-operator", "51").Stations.GetStationCoverageAsync(new() { DivisionCode = "51" });
        Assert.Equal(coverage.Divisions.Where(d => d.DivisionCode != "5107").Sum(d => d.Total), coverage.TotalWithoutExcepted);
        Assert.Equal(["5107"], coverage.Divisions.Where(d => d.Excepted).Select(d => d.DivisionCode));
        Assert.DoesNotContain((await app.As("province-operator", "51").Stations.ListUncoveredTownsAsync(new() { DivisionCode = "51", WithoutExcepted = true, PageSize = 500 })).Towns, t => t.DivisionCode.StartsWith("5107", StringComparison.Ordinal));
        // The shipped rule holds again for the scenarios beside this one.
        await app.QueryAll<int>("delete from social_work_rules where since = $1", Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_division_has_one_open_station_run_by_a_legal_person_and_its_staff_is_counted()
    {
        var place = Certifying.NewPlace();
        var organization = await app.Entered(place: place);
        var station = await app.Station(place, organization.Id);
        await Refused(StatusCode.AlreadyExists, "SOCIAL_WORK_STATION_EXISTS", () => app.Station(place));
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", async () => await app.Station(Certifying.NewPlace(), (await app.Incubating(place: place)).Id));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", async () => await app.Station(Certifying.NewPlace(), (await app.Entered()).Id));
        await app.Posted(await app.Certified(), station);
        await app.Posted(await app.Certified(), station);
        Assert.Equal((organization.Id, 4, 2), await Staff(station));
        await app.Office("510105").Stations.UpdateSocialWorkStationAsync(new() { RequestId = NewId(), Id = station.Id, UpdateMask = new() { Paths = { "operator_id", "planned_staff" } }, PlannedStaff = 6 });
        Assert.Equal(("", 6, 2), await Staff(station));
        Assert.Equal(2, (await app.Office("51").SocialWorkers.ListSocialWorkersAsync(new() { StationId = station.Id })).SocialWorkers.Count);
    }

    private async Task<(string, int, int)> Staff(SocialWorkStation station)
    {
        var now = (await app.Office("510105").Stations.ListSocialWorkStationsAsync(new() { PageSize = 500 })).Stations.Single(s => s.Id == station.Id);
        return (now.OperatorId, now.PlannedStaff, now.StaffCount);
    }

    [Fact]
    public async Task A_project_sums_what_came_of_it_until_it_is_over()
    {
        var station = await app.Station();
        var office = app.Office("510105").Stations;
        var project = await office.StartStationProjectAsync(new() { RequestId = NewId(), StationId = station.Id, Title = "困境老人陪伴计划", StartDate = app.Day(-5), EndDate = app.Day(90) });
        RecordOutputRequest To(OutputKind kind, int count) => new() { RequestId = NewId(), ProjectId = project.Id, Kind = kind, Count = count, OutputDate = app.Day() };
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => office.RecordOutputAsync(To(OutputKind.Visit, 5)).ResponseAsync));
        var after = await office.RecordOutputAsync(To(OutputKind.Case, 2));
        Assert.Equal([(OutputKind.Case, 2L), (OutputKind.Visit, 30L)], after.Outputs.Select(o => (o.Kind, o.Count)));
        await office.FinishStationProjectAsync(new() { RequestId = NewId(), Id = project.Id });
        await Refused(StatusCode.FailedPrecondition, "STATION_PROJECT_FINISHED", () => office.RecordOutputAsync(To(OutputKind.Case, 1)));
        var listed = Assert.Single((await office.ListStationProjectsAsync(new() { StationId = station.Id })).Projects);
        Assert.Equal((true, 2), (listed.Finished, listed.Outputs.Count));
        await Refused(StatusCode.NotFound, "STATION_PROJECT_NOT_FOUND", () => app.Office().Stations.FinishStationProjectAsync(new() { Id = project.Id }));
    }
}
