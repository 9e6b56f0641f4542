using Governance.SocialOrganizations.Tests.SocialWork;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class SocialWorkScene
{
    private static int days, places;

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        // One that is open in a division: each scene has communities of its own.
        var town = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith(Scene.Town, StringComparison.Ordinal)).Select(r => r.Code).Order(StringComparer.Ordinal).ToList();
        await app.QueryAll<int>("update social_workers set station_id = null");
        await app.QueryAll<int>("update social_work_stations set closed = true where area like $1", Scene.Town + "%");
        var (station, spare, free) = (await app.Station(town[1]), await app.Station(town[2]), town[3 + places++ % (town.Count - 3)]);
        var (office, request) = (app.Office(), Certifying.ToRegister(app));
        var (worker, leaving) = (await office.SocialWorkers.RegisterSocialWorkerAsync(request), await app.Certified());
        var project = await office.Stations.StartStationProjectAsync(new() { RequestId = NewId(), StationId = station.Id, Title = "困境老人陪伴计划", StartDate = app.Day(), EndDate = app.Day(90) });
        scene.Marks.AddRange([station.Id, spare.Id, worker.Id, leaving.Id, project.Id, Certifying.Name, Certifying.Papers]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from social_workers", "select sum(version) || '/' || count(*) from social_work_stations", "select sum(version) || '/' || count(*) from station_projects",
            "select count(*) from education_entries", "select count(*) from project_outputs", "select count(*) from social_work_rules"]);

        var r = scene.Requests;
        r["RegisterSocialWorker"] = () => Certifying.ToRegister(app);
        r["UpdateSocialWorker"] = () => new UpdateSocialWorkerRequest { Id = worker.Id, UpdateMask = new() { Paths = { "phone" } }, Phone = "13911112222" };
        r["RenewCertificate"] = () => Certifying.ToRenew(app, worker);
        r["RetireSocialWorker"] = () => new RetireSocialWorkerRequest { Id = leaving.Id, Reason = "调离本省" };
        r["PostSocialWorker"] = () => new PostSocialWorkerRequest { Id = worker.Id, StationId = station.Id };
        r["GetSocialWorker"] = () => new GetSocialWorkerRequest { Id = worker.Id };
        r["FindSocialWorker"] = () => new FindSocialWorkerRequest { CertificateNumber = request.CertificateNumber, Purpose = "核对证书原件" };
        r["ListSocialWorkers"] = () => new ListSocialWorkersRequest { PageSize = 500 };
        r["RecordEducation"] = () => new RecordEducationRequest { SocialWorkerId = worker.Id, Title = "个案管理实务", Hours = 8, EducationDate = app.Day() };
        r["ListEducationEntries"] = () => new ListEducationEntriesRequest { SocialWorkerId = worker.Id };
        r["RevealSocialWorker"] = () => new RevealSocialWorkerRequest { Id = worker.Id, Purpose = "核对证书原件" };
        r["SetSocialWorkRule"] = () => new SetSocialWorkRuleRequest { Rule = new() { SinceDate = app.Day(1_000 + Interlocked.Increment(ref days)), RemindDays = 90, CoveragePercent = 100 } };
        r["OpenSocialWorkStation"] = () => Certifying.ToOpen(free);
        r["UpdateSocialWorkStation"] = () => new UpdateSocialWorkStationRequest { Id = station.Id, UpdateMask = new() { Paths = { "name" } }, Name = "锦官驿社工总站" };
        r["CloseSocialWorkStation"] = () => new CloseSocialWorkStationRequest { Id = spare.Id };
        r["GetSocialWorkStation"] = () => new GetSocialWorkStationRequest { Id = station.Id };
        r["ListSocialWorkStations"] = () => new ListSocialWorkStationsRequest { PageSize = 500 };
        r["GetStationCoverage"] = () => new GetStationCoverageRequest { DivisionCode = Scene.Town };
        r["ListUncoveredTowns"] = () => new ListUncoveredTownsRequest { DivisionCode = Scene.Town };
        r["StartStationProject"] = () => new StartStationProjectRequest { StationId = station.Id, Title = "社区融入计划", StartDate = app.Day(), EndDate = app.Day(30) };
        r["RecordOutput"] = () => new RecordOutputRequest { ProjectId = project.Id, Kind = OutputKind.Case, Count = 1, OutputDate = app.Day() };
        r["FinishStationProject"] = () => new FinishStationProjectRequest { Id = project.Id };
        r["ListStationProjects"] = () => new ListStationProjectsRequest { PageSize = 500 };
    }
}
