using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

/// <summary>What the slices about projects and pilots share.</summary>
internal sealed class ProjectDesk(SocialOrgsDb db, Caller caller, Blacklist blacklist, DivisionMap map, TimeProvider clock)
{
    public string Me => caller.Subject;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Lists of the caller's divisions and of those above.</summary>
    public IQueryable<ProjectList> Lists => db.Everywhere<ProjectList>("a list is told to everybody in its division").AsNoTracking().InOrAbove(caller.Areas);

    public async Task<Project> FindAsync(Guid id, CancellationToken cancel) =>
        await db.Projects.Include(p => p.Sources).FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw ProjectRefusals.NoProject(id.ToString());

    /// <summary>One change of a project, saved with its step.</summary>
    public async Task<Wire.Project> ChangeAsync(string id, string etag, Check check, Func<Project, ProjectStep> change, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var project = await FindAsync(key, cancel);
        Etag.Match(etag, project.Version);
        db.Add(change(project));
        var division = await map.NameAsync(project.Area, cancel);
        return await db.SaveAsync(() => Of(project, division), cancel);
    }

    /// <summary>A project that its organisation, which is no more, was carrying out is free for another: one that was returned to it, or that the news of its end has not reached. In a transaction: an organisation that ends later finds it started.</summary>
    public async Task FreeAsync(Project project, CancellationToken cancel)
    {
        if (project is { State: ProjectState.Started, OrganizationId: { } organizationId } && (await blacklist.LookAsync(organizationId, cancel)).HasEnded) db.Add(project.Unmatch(Me, Now));
    }

    /// <summary>The same with the organisation that carries it out, which nobody lists, suspends or ends before the change is saved.</summary>
    public async Task<Wire.Project> WithOrganizationAsync(string id, string etag, Check check, Func<Project, Guid> who, Func<Project, Organization, ProjectStep> change, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var project = await FindAsync(key, cancel);
        Etag.Match(etag, project.Version);
        await FreeAsync(project, cancel);
        var organizationId = who(project);
        if (!await db.Everywhere<Organization>("who carries out a project that the caller manages may sit in another division").AnyAsync(o => o.Id == organizationId, cancel)) throw OrganizationRefusals.NotFound(organizationId.ToString());
        db.Add(change(project, await blacklist.AskAsync(organizationId, cancel)));
        var division = await map.NameAsync(project.Area, cancel);
        var reply = await db.SaveAsync(() => Of(project, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    public async Task<Wire.Project> OfAsync(Project project, CancellationToken cancel) => Of(project, await map.NameAsync(project.Area, cancel));

    /// <summary>The scheme that holds today for a place: the nearest division's, there the latest.</summary>
    public async Task<PilotScheme> SchemeAsync(string area, PilotKind kind, CancellationToken cancel)
    {
        var (today, above) = (Today, new List<string>());
        for (var at = area; at is not null; at = Area.ParentOf(at)) above.Add(at);
        return await db.PilotSchemes.AsNoTracking().Where(s => above.Contains(s.Area) && s.Kind == kind && s.Since <= today).OrderByDescending(s => s.Area.Length).ThenByDescending(s => s.Since).FirstOrDefaultAsync(cancel)
            ?? throw ProjectRefusals.NoScheme();
    }

    public async Task<Pilot> PilotAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var pilot = await db.Pilots.FirstOrDefaultAsync(p => p.Id == key, cancel) ?? throw ProjectRefusals.NoPilot(id);
        Etag.Match(etag, pilot.Version);
        return pilot;
    }

    public async Task<Wire.Pilot> SaveAsync(Pilot pilot, CancellationToken cancel)
    {
        var division = await map.NameAsync(pilot.Area, cancel);
        return await db.SaveAsync(() => Of(pilot, division), cancel);
    }

    public static void CheckPoints(IReadOnlyList<int> points, PilotScheme scheme)
    {
        var check = new Check().That(points.Count == scheme.CriterionPoints.Length, "points", "NOT_AS_MANY", $"应有 {scheme.CriterionPoints.Length} 项");
        check.OrThrow();
        for (var i = 0; i < points.Count; i++) check.Within($"points[{i}]", points[i], 0, scheme.CriterionPoints[i]);
        check.OrThrow();
    }

    public async Task<Wire.Pilot> OfAsync(Pilot pilot, CancellationToken cancel) => Of(pilot, await map.NameAsync(pilot.Area, cancel));

    private Wire.Pilot Of(Pilot pilot, string division)
    {
        var wire = new Wire.Pilot
        {
            Id = pilot.Id.ToString(), DivisionCode = pilot.Area, DivisionName = division, Kind = (Wire.PilotKind)pilot.Kind, State = (Wire.PilotState)pilot.State, Statement = pilot.Statement, SchemeId = pilot.SchemeId.ToString(),
            Total = pilot.Total, PassPoints = pilot.PassPoints, ValidUntilDate = pilot.ValidUntil.Day(), Expired = pilot.ValidUntil < Today, ApplyTime = pilot.AppliedAt.ToTimestamp(), Etag = Etag.Of(pilot.Version),
        };
        wire.Points.AddRange(pilot.Points);
        return wire;
    }

    public static Wire.PilotScheme Of(PilotScheme scheme)
    {
        var wire = new Wire.PilotScheme { Id = scheme.Id.ToString(), DivisionCode = scheme.Area, Kind = (Wire.PilotKind)scheme.Kind, SinceDate = scheme.Since.Day(), PassPoints = scheme.PassPoints, ValidYears = scheme.ValidYears };
        wire.Criteria.AddRange(scheme.CriterionTitles.Select((title, i) => new Wire.Criterion { Title = title, Points = scheme.CriterionPoints[i] }));
        return wire;
    }

    public static Wire.ProjectList Of(ProjectList list, string division) =>
        new() { Id = list.Id.ToString(), DivisionCode = list.Area, DivisionName = division, Year = list.Year, Title = list.Title, Closed = list.Closed, Etag = Etag.Of(list.Version) };

    public static Wire.Project Of(Project project, string division)
    {
        var wire = new Wire.Project
        {
            Id = project.Id.ToString(), ListId = project.ListId.ToString(), DivisionCode = project.Area, DivisionName = division, Title = project.Title, Need = project.Need, State = (Wire.ProjectState)project.State, Design = project.Design,
            BudgetFen = project.BudgetFen, StartDate = project.StartsOn.Day(), EndDate = project.EndsOn.Day(), OrganizationId = project.OrganizationId?.ToString() ?? "", OrganizationName = project.OrganizationName,
            FundedFen = project.FundedFen, ProgressPercent = project.ProgressPercent, SpentFen = project.SpentFen, Etag = Etag.Of(project.Version),
        };
        wire.Sources.AddRange(project.Sources.OrderBy(s => s.Number).Select(s => new Wire.FundSource { Number = s.Number, Kind = (Wire.FundSourceKind)s.Kind, Title = s.Title, AmountFen = s.AmountFen }));
        return wire;
    }

    public static Wire.ProjectStep Of(ProjectStep step) =>
        new() { Number = step.Number, Kind = (Wire.ProjectStepKind)step.Kind, StepTime = step.At.ToTimestamp(), Subject = step.By, ProgressPercent = step.ProgressPercent, Evidence = step.Evidence };
}
