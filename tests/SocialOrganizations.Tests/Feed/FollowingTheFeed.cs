using System.Text.Json;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.SocialWork;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Feed;

/// <summary>The feed of the social organisations' service; folded, it is the organisations of the database by place and state.</summary>
public sealed class FollowingTheFeed(SocialOrgsApp app) : FollowingTheFeedMatrix<Program, SocialOrgsCaller>(app, "socialorgs"), IClassFixture<SocialOrgsApp>
{
    private readonly Dictionary<string, string> before = [];

    protected override string CountInDatabase => """
        select concat_ws(' ', area, state, count(*)) from (
          select area, (array['Applied','Incubating','Filed','Registered','Graduated','Suspended','Exited','Deregistered'])[state] as state from organizations
          union all select area, (array['SocialWorkerCertified','SocialWorkerExpired','SocialWorkerRetired'])[state] from social_workers
          union all select area, case when closed then 'SocialWorkStationClosed' else 'SocialWorkStationOpened' end from social_work_stations
          union all select area, case when finished then 'StationProjectFinished' else 'StationProjectStarted' end from station_projects
        ) as all_of_them group by area, state
        """;

    protected override async Task StirAsync(string community) => await app.Applied(place: community);

    protected override async Task LiveAsync()
    {
        await app.Applied(place: SmallMap.NextCounty);
        await app.Incubating(place: SmallMap.OtherTown);
        await app.Filed();
        await app.Registered();
        await app.Entered();
        var office = app.Office();
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = (await app.Filed()).Id, Reason = "整改期间暂停活动" });
        var back = await app.Filed();
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = back.Id, Reason = "整改期间暂停活动" });
        await office.Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = back.Id });
        await SocialWorkAsync();
        await office.Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = (await app.Incubating()).Id, Reason = "成员解散" });
    }

    private async Task SocialWorkAsync()
    {
        var (office, station, closed) = (app.Office("51"), await app.Station(), await app.Station());
        await app.Posted(await app.Certified(volunteer: NewId()), station);
        await office.SocialWorkers.UpdateSocialWorkerAsync(new() { RequestId = NewId(), Id = (await app.Certified()).Id, UpdateMask = new() { Paths = { "division_code", "volunteer_id" } }, DivisionCode = SmallMap.NextCounty, VolunteerId = NewId() });
        await office.SocialWorkers.RetireSocialWorkerAsync(new() { RequestId = NewId(), Id = (await app.Certified()).Id, Reason = "调离本省" });
        await office.Stations.CloseSocialWorkStationAsync(new() { RequestId = NewId(), Id = closed.Id });
        StartStationProjectRequest To() => new() { RequestId = NewId(), StationId = station.Id, Title = "社区融入计划", StartDate = app.Day(), EndDate = app.Day(30) };
        await office.Stations.StartStationProjectAsync(To());
        await office.Stations.FinishStationProjectAsync(new() { RequestId = NewId(), Id = (await office.Stations.StartStationProjectAsync(To())).Id });
    }

    protected override void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened)
    {
        string Text(string name) => happened.GetProperty(name).GetString()!;
        void Become(string state) => things[subject] = new(Text("area"), state);
        switch (type)
        {
            case "OrganizationApplied": Become("Applied"); break;
            case "OrganizationIncubated": Become("Incubating"); break;
            case "OrganizationRegistered": Become(Text("form")); break;
            case "OrganizationGraduated" or "OrganizationExited" or "OrganizationDeregistered": Become(type["Organization".Length..]); break;
            case "SocialWorkerCertified" or "SocialWorkerExpired" or "SocialWorkerRetired" or "SocialWorkStationOpened" or "SocialWorkStationClosed" or "StationProjectStarted" or "StationProjectFinished": Become(type); break;
            case "SocialWorkerMoved": Become(things[subject].State); break;
            case "OrganizationSuspended": before[subject] = things[subject].State; Become("Suspended"); break;
            case "OrganizationResumed": Become(before[subject]); break;
        }
    }
}
