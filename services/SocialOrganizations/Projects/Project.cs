using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Projects;

internal enum ProjectState { Raised = 1, Designed, Matched, Started, Submitted, Completed, Withdrawn }

internal enum FundSourceKind { Budget = 1, Lottery, CommunityFund, Charity, Enterprise, Residents }

internal enum ProjectStepKind { Raised = 1, Designed, Matched, Funded, Started, Progressed, Submitted, Returned, Completed, Withdrawn, Unmatched }

/// <summary>Projects of community governance of a province, city or county in a year; one a division and year, by a constraint.</summary>
internal sealed class ProjectList : Aggregate
{
    private ProjectList() { }

    public int Year { get; private init; }
    public string Title { get; private init; } = "";
    public bool Closed { get; private set; }

    public static ProjectList Open(string area, int year, string title, DateTimeOffset at)
    {
        var list = new ProjectList { Id = Guid.CreateVersion7(at), Area = area, Year = year, Title = title };
        list.Raise(new ProjectListOpened(list.Id, area, year, at));
        return list;
    }

    public void Close(DateTimeOffset at)
    {
        MustBeOpen();
        Closed = true;
        Raise(new ProjectListClosed(Id, Area, at));
    }

    public void MustBeOpen()
    {
        if (Closed) throw ProjectRefusals.ListClosed();
    }
}

/// <summary>What a community needs, from the need to its acceptance. It lies where the need is, whichever list above it stands on. It is started only when its sources cover its budget, and accepted by a person who has never submitted it.</summary>
internal sealed class Project : Aggregate, IStaffed
{
    private Project() { }

    public Guid ListId { get; private init; }
    public string Title { get; private init; } = "";
    public string Need { get; private init; } = "";
    public ProjectState State { get; private set; }
    public string Design { get; private set; } = "";
    public long BudgetFen { get; private set; }
    public DateOnly? StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }
    public Guid? OrganizationId { get; private set; }
    public string OrganizationName { get; private set; } = "";
    public string? Owner { get; private set; }
    public string[] FormerStaff { get; private set; } = [];
    public long FundedFen { get; private set; }
    public int SourceCount { get; private set; }
    public int ProgressPercent { get; private set; }
    public long SpentFen { get; private set; }

    /// <summary>Who submitted it last, for the version before; its steps name all (<see cref="Accept"/>).</summary>
    public string SubmittedBy { get; private set; } = "";
    public int StepCount { get; private set; }
    public List<FundSource> Sources { get; } = [];

    public static (Project, ProjectStep) Find(ProjectList list, string area, string title, string need, string by, DateTimeOffset at)
    {
        list.MustBeOpen();
        if (!area.StartsWith(list.Area, StringComparison.Ordinal)) throw ProjectRefusals.OutsideList();
        var project = new Project { Id = Guid.CreateVersion7(at), Area = area, ListId = list.Id, Title = title, Need = need, State = ProjectState.Raised };
        project.Raise(new ProjectRaised(project.Id, area, list.Id, at));
        return (project, project.Step(ProjectStepKind.Raised, by, at));
    }

    public ProjectStep Plan(string design, long budgetFen, DateOnly from, DateOnly until, string by, DateTimeOffset at)
    {
        Must(ProjectState.Raised, ProjectState.Designed);
        (State, Design, BudgetFen, StartsOn, EndsOn) = (ProjectState.Designed, design, budgetFen, from, until);
        Raise(new ProjectDesigned(Id, Area, budgetFen, at));
        return Step(ProjectStepKind.Designed, by, at);
    }

    public ProjectStep Match(Organization organization, string by, DateTimeOffset at)
    {
        Must(ProjectState.Designed, ProjectState.Matched);
        organization.MustBeOfAnother(by, at);
        MustBeRegistered(organization);
        (State, OrganizationId, OrganizationName, Owner, FormerStaff) = (ProjectState.Matched, organization.Id, organization.Name, organization.Owner, organization.FormerAt(at));
        Raise(new ProjectMatched(Id, Area, organization.Id, at));
        return Step(ProjectStepKind.Matched, by, at);
    }

    public ProjectStep Fund(FundSourceKind kind, string title, long amountFen, string by, DateTimeOffset at)
    {
        Must(ProjectState.Designed, ProjectState.Matched);
        Sources.Add(new FundSource { ProjectId = Id, Number = ++SourceCount, Kind = kind, Title = title, AmountFen = amountFen });
        FundedFen += amountFen;
        return Step(ProjectStepKind.Funded, by, at);
    }

    public ProjectStep Unfund(int number, string by, DateTimeOffset at)
    {
        Must(ProjectState.Designed, ProjectState.Matched);
        var source = Sources.SingleOrDefault(s => s.Number == number) ?? throw ProjectRefusals.NoSource();
        Sources.Remove(source);
        FundedFen -= source.AmountFen;
        return Step(ProjectStepKind.Funded, by, at);
    }

    public ProjectStep Start(Organization organization, string by, DateTimeOffset at)
    {
        Must(ProjectState.Matched);
        MustBeOfAnother(by);
        MustBeRegistered(organization);
        if (FundedFen < BudgetFen) throw ProjectRefusals.FundsShort(BudgetFen - FundedFen);
        State = ProjectState.Started;
        Raise(new ProjectStarted(Id, Area, OrganizationId!.Value, BudgetFen, FundedFen, at));
        return Step(ProjectStepKind.Started, by, at);
    }

    public ProjectStep Report(int percent, string evidence, string by, DateTimeOffset at)
    {
        Must(ProjectState.Started);
        if (percent < ProgressPercent) throw ProjectRefusals.ProgressFalls();
        ProgressPercent = percent;
        return Step(ProjectStepKind.Progressed, by, at, evidence);
    }

    public ProjectStep Submit(long spentFen, string evidence, string by, DateTimeOffset at)
    {
        Must(ProjectState.Started);
        if (spentFen > FundedFen) throw ProjectRefusals.SpentTooMuch();
        (State, SpentFen, SubmittedBy, ProgressPercent) = (ProjectState.Submitted, spentFen, by, 100);
        Raise(new ProjectSubmitted(Id, Area, OrganizationId!.Value, at));
        return Step(ProjectStepKind.Submitted, by, at, evidence);
    }

    /// <summary>Whoever has ever submitted it does not accept it. Returned, it is as far as was reported last, and nothing of it counts as spent: its reports and submissions until now, in order, say so.</summary>
    public ProjectStep Accept(bool accepted, IReadOnlyCollection<ProjectStep> before, string evidence, string by, DateTimeOffset at)
    {
        Must(ProjectState.Submitted);
        if (before.Any(s => s.Kind == ProjectStepKind.Submitted && s.By == by)) throw ProjectRefusals.SamePerson();
        MustBeOfAnother(by);
        if (!accepted)
        {
            (State, ProgressPercent, SpentFen) = (ProjectState.Started, before.LastOrDefault(s => s.Kind == ProjectStepKind.Progressed)?.ProgressPercent ?? 0, 0);
            Raise(new ProjectReturned(Id, Area, OrganizationId!.Value, at));
            return Step(ProjectStepKind.Returned, by, at, evidence);
        }
        State = ProjectState.Completed;
        Raise(new ProjectCompleted(Id, Area, OrganizationId!.Value, ListId, BudgetFen, SpentFen, at));
        return Step(ProjectStepKind.Completed, by, at, evidence);
    }

    public ProjectStep Withdraw(string by, DateTimeOffset at)
    {
        if (State is ProjectState.Completed or ProjectState.Withdrawn) throw ProjectRefusals.StateForbids();
        MustBeOfAnother(by);
        State = ProjectState.Withdrawn;
        Raise(new ProjectWithdrawn(Id, Area, at));
        return Step(ProjectStepKind.Withdrawn, by, at);
    }

    /// <summary>Whoever was to carry it out is no more: it can be matched to another, who goes on from how far it is.</summary>
    public ProjectStep Unmatch(string by, DateTimeOffset at)
    {
        Must(ProjectState.Matched, ProjectState.Started);
        Raise(new ProjectUnmatched(Id, Area, OrganizationId!.Value, at));
        (State, OrganizationId, OrganizationName, Owner, FormerStaff, SpentFen) = (ProjectState.Designed, null, "", null, [], 0);
        return Step(ProjectStepKind.Unmatched, by, at);
    }

    private ProjectStep Step(ProjectStepKind kind, string by, DateTimeOffset at, string evidence = "") =>
        new() { ProjectId = Id, Number = ++StepCount, Kind = kind, By = by, At = at, ProgressPercent = ProgressPercent, Evidence = evidence };

    private void Must(ProjectState state, ProjectState? or = null)
    {
        if (State != state && State != or) throw ProjectRefusals.StateForbids();
    }

    private void MustBeOfAnother(string by)
    {
        if (this.IsOf(by)) throw ProjectRefusals.SamePerson();
    }

    private static void MustBeRegistered(Organization organization)
    {
        if (organization.State is not (OrganizationState.Registered or OrganizationState.Graduated)) throw Procurement.ProcurementRefusals.NotRegistered();
    }
}

/// <summary>Where money of a project comes from.</summary>
[Nationwide("reached only through its project, which is area-scoped")]
internal sealed class FundSource
{
    public Guid ProjectId { get; init; }
    public int Number { get; init; }
    public FundSourceKind Kind { get; init; }
    public string Title { get; init; } = "";
    public long AmountFen { get; init; }
}

/// <summary>A step of a project. Insert-only.</summary>
[Nationwide("reached only through its project, which is area-scoped")]
internal sealed class ProjectStep
{
    public Guid ProjectId { get; init; }
    public int Number { get; init; }
    public ProjectStepKind Kind { get; init; }
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public int ProgressPercent { get; init; }
    public string Evidence { get; init; } = "";
}
