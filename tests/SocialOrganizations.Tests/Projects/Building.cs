using System.Collections.Concurrent;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Projects;

/// <summary>Projects and pilots as far along as a scenario needs them.</summary>
internal static class Building
{
    private static readonly ConcurrentDictionary<string, int> years = new();
    private static readonly ConcurrentDictionary<string, Task<ProjectList>> shared = new();
    private static int days;

    // One a division and year: a scenario takes a year of its own.
    public static OpenProjectListRequest ToOpen(SocialOrgsApp app, string division = "510104") => new() { RequestId = NewId(), DivisionCode = division, Year = years.AddOrUpdate(app.Database, 2020, (_, year) => year + 1), Title = "锦江区社区治理项目清单" };

    public static async Task<ProjectList> ProjectList(this SocialOrgsApp app, string division = "510104") => await app.Office(division).Projects.OpenProjectListAsync(ToOpen(app, division));

    public static RaiseProjectRequest ToRaise(ProjectList list, string place = SmallMap.Community) => new() { RequestId = NewId(), ListId = list.Id, DivisionCode = place, Title = "院落加装扶手", Need = "高龄居民上下楼不便，需要在三个院落加装扶手" };

    public static async Task<Project> Raised(this SocialOrgsApp app, ProjectList? list = null) => await app.Clerk().Projects.RaiseProjectAsync(ToRaise(list ?? await shared.GetOrAdd(app.Database, _ => app.ProjectList())));

    public static DesignProjectRequest ToDesign(SocialOrgsApp app, Project project, long budget = 100_000_00) =>
        new() { RequestId = NewId(), Id = project.Id, Design = "招募老年协会成员参与选点，施工一个月", BudgetFen = budget, StartDate = app.Day(), EndDate = app.Day(90) };

    public static async Task<Project> Designed(this SocialOrgsApp app, long budget = 100_000_00) => await app.Office().Projects.DesignProjectAsync(ToDesign(app, await app.Raised(), budget));

    public static async Task<Project> Matched(this SocialOrgsApp app, string staff = "", long budget = 100_000_00) =>
        await app.Office().Projects.MatchProjectAsync(new() { RequestId = NewId(), Id = (await app.Designed(budget)).Id, OrganizationId = (await app.Entered(staff)).Id });

    public static AddFundSourceRequest ToFund(Project project, long amount, FundSourceKind kind = FundSourceKind.Budget) => new() { RequestId = NewId(), Id = project.Id, Kind = kind, Title = "社区保障资金", AmountFen = amount };

    public static async Task<Project> Started(this SocialOrgsApp app, string staff = "", long budget = 100_000_00)
    {
        var project = await app.Matched(staff, budget);
        await app.Office().Projects.AddFundSourceAsync(ToFund(project, budget));
        return await app.Office().Projects.StartProjectAsync(new() { RequestId = NewId(), Id = project.Id });
    }

    public static async Task<Project> Submitted(this SocialOrgsApp app, string by = "worker") =>
        await app.Office(subject: by).Projects.SubmitProjectAsync(new() { RequestId = NewId(), Id = (await app.Started()).Id, SpentFen = 90_000_00, Evidence = "决算表 2026-7" });

    public static SetPilotSchemeRequest ToScheme(SocialOrgsApp app, PilotKind kind, string division = "510104", int pass = 80, int from = 0) => new()
    {
        RequestId = NewId(),
        Scheme = new() { DivisionCode = division, Kind = kind, SinceDate = app.Day(from), PassPoints = pass, ValidYears = 3, Criteria = { new Criterion { Title = "居民满意", Points = 60 }, new Criterion { Title = "可以推广", Points = 40 } } },
    };

    /// <summary>The scheme of the county for the type, of a day that nobody else takes.</summary>
    public static async Task Scheme(this SocialOrgsApp app, PilotKind kind, int pass = 80) => await app.Office().Pilots.SetPilotSchemeAsync(ToScheme(app, kind, pass: pass, from: -1_000 + Interlocked.Increment(ref days)));

    public static ApplyForPilotRequest ToApply(PilotKind kind, string place) => new() { RequestId = NewId(), DivisionCode = place, Kind = kind, Statement = "三年来居民自治成效明显，愿意接受评估" };

    public static async Task<Pilot> Applied(this SocialOrgsApp app, PilotKind kind, string place, string by = "applicant") => await app.Office(subject: by).Pilots.ApplyForPilotAsync(ToApply(kind, place));

    public static async Task<Pilot> Assessed(this SocialOrgsApp app, Pilot pilot, int first = 50, int second = 40, string by = "assessor") =>
        await app.Office(subject: by).Pilots.AssessPilotAsync(new() { RequestId = NewId(), Id = pilot.Id, Points = { first, second } });

    public static async Task<Pilot> Labelled(this SocialOrgsApp app, PilotKind kind, string place) =>
        await app.Office(subject: "chief").Pilots.DecidePilotAsync(new() { RequestId = NewId(), Id = (await app.Assessed(await app.Applied(kind, place))).Id, Labelled = true, Reason = "评估达标" });
}
