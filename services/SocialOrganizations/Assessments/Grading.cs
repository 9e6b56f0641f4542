using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Incubation;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Assessments;

internal enum GradingState { Applied = 1, Announced, Graded, Declined }

internal enum OrganizationGrade { A1 = 1, A2, A3, A4, A5 }

internal enum ObjectionState { Open = 1, Upheld, Rejected }

/// <summary>What organisations are graded by in a division and below, from a day on. Never changed: a new one holds from a later day.</summary>
internal sealed class GradingScheme : Aggregate
{
    private GradingScheme() { }

    /// <summary>Null = every kind that has none of its own there.</summary>
    public OrganizationKind? Kind { get; private init; }
    public DateOnly Since { get; private init; }
    public string[] CriterionTitles { get; private init; } = [];
    public int[] CriterionPoints { get; private init; } = [];

    /// <summary>Shares of all points that 1A to 5A ask for, rising.</summary>
    public int[] GradePercents { get; private init; } = [];
    public int MinScores { get; private init; }
    public int OutlierPercent { get; private init; }
    public int ObjectionDays { get; private init; }
    public int ValidYears { get; private init; }

    public int Points => CriterionPoints.Sum();

    public static GradingScheme Set(string area, OrganizationKind? kind, DateOnly since, IReadOnlyList<(string Title, int Points)> criteria, IEnumerable<int> percents, int minScores, int outlierPercent, int objectionDays, int validYears, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Kind = kind, Since = since, CriterionTitles = [.. criteria.Select(c => c.Title)], CriterionPoints = [.. criteria.Select(c => c.Points)], GradePercents = [.. percents],
        MinScores = minScores, OutlierPercent = outlierPercent, ObjectionDays = objectionDays, ValidYears = validYears,
    };

    /// <summary>Null = below 1A.</summary>
    public OrganizationGrade? GradeOf(double mean) => GradePercents.Count(p => mean * 100 >= p * (double)Points) is var grade and > 0 ? (OrganizationGrade)grade : null;
}

/// <summary>The grading of an organisation; one at a time, by a constraint. Whoever scores takes the row in common, who announces takes it alone; who announced does not decide.</summary>
internal sealed class Grading : Aggregate, IStaffed
{
    private Grading() { }

    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public Guid SchemeId { get; private init; }
    public GradingState State { get; private set; }
    public OrganizationGrade? Announced { get; private set; }
    public OrganizationGrade? Grade { get; private set; }
    public string AnnouncedBy { get; private set; } = "";
    public DateTimeOffset? ObjectionsEndAt { get; private set; }
    public DateOnly? ValidUntil { get; private set; }
    public int ObjectionCount { get; private set; }
    public DateTimeOffset AppliedAt { get; private init; }

    public bool OwnedAnywhere => true;

    public static Grading Apply(Organization organization, GradingScheme scheme, DateTimeOffset at)
    {
        MustBeRegistered(organization);
        var grading = new Grading
        {
            Id = Guid.CreateVersion7(at), Area = organization.Area, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner, FormerStaff = organization.FormerAt(at), SchemeId = scheme.Id, State = GradingState.Applied, AppliedAt = at,
        };
        grading.Raise(new GradingApplied(grading.Id, grading.Area, organization.Id, at));
        return grading;
    }

    public GradingPanelist Seat(string subject, IEnumerable<Guid> organizations, string by, DateTimeOffset at)
    {
        Must(GradingState.Applied);
        if (this.IsOf(by)) throw AssessmentRefusals.SamePerson();
        return new GradingPanelist { Id = Guid.CreateVersion7(at), GradingId = Id, Subject = subject, OrganizationIds = [.. organizations.Distinct()] };
    }

    public GradingScore Score(GradingPanelist by, IReadOnlyList<int> points, DateTimeOffset at)
    {
        Must(GradingState.Applied);
        if (by.IsBarredFrom(this)) throw IncubationRefusals.ConflictOfInterest();
        return new GradingScore { GradingId = Id, PanelistId = by.Id, Points = [.. points], Total = points.Sum(), ScoredAt = at };
    }

    public void Announce(Organization organization, GradingScheme scheme, Scores scores, string by, DateTimeOffset at)
    {
        Must(GradingState.Applied);
        if (this.IsOf(by)) throw AssessmentRefusals.SamePerson();
        MustBeRegistered(organization);
        if (scores.Count < scheme.MinScores) throw IncubationRefusals.TooFewScores(scores.Count, scheme.MinScores);
        (State, Announced, AnnouncedBy, ObjectionsEndAt) = (GradingState.Announced, scheme.GradeOf(scores.Mean), by, at.AddDays(scheme.ObjectionDays));
        Raise(new GradingAnnounced(Id, Area, OrganizationId, Announced?.ToString(), ObjectionsEndAt.Value, at));
    }

    public GradingObjection Object(string statement, string by, DateTimeOffset at)
    {
        Must(GradingState.Announced);
        if (at >= ObjectionsEndAt) throw AssessmentRefusals.ObjectionsOver();
        return new GradingObjection { GradingId = Id, Number = ++ObjectionCount, Statement = statement, By = by, At = at, State = ObjectionState.Open };
    }

    public void Answer(GradingObjection objection, bool upheld, string answer, string by)
    {
        Must(GradingState.Announced);
        if (objection.State != ObjectionState.Open) throw AssessmentRefusals.ObjectionAnswered();
        if (by == objection.By || this.IsOf(by)) throw AssessmentRefusals.SamePerson();
        (objection.State, objection.Answer) = (upheld ? ObjectionState.Upheld : ObjectionState.Rejected, answer);
    }

    /// <summary>The organisation as it stands now: months may lie between its application and the end of objections.</summary>
    public void Decide(Organization organization, GradingScheme scheme, OrganizationGrade? grade, IReadOnlyCollection<GradingObjection> objections, string by, DateTimeOffset at)
    {
        Must(GradingState.Announced);
        if (grade is not null) MustBeRegistered(organization);
        if (by == AnnouncedBy || this.IsOf(by)) throw AssessmentRefusals.SamePerson();
        if (at < ObjectionsEndAt) throw AssessmentRefusals.ObjectionsRunning();
        if (objections.Any(o => o.State == ObjectionState.Open)) throw AssessmentRefusals.ObjectionsOpen();
        if (grade != Announced && objections.All(o => o.State != ObjectionState.Upheld)) throw AssessmentRefusals.NotTheAnnounced();
        (State, Grade) = (grade is null ? GradingState.Declined : GradingState.Graded, grade);
        if (grade is null)
        {
            Raise(new GradingDeclined(Id, Area, OrganizationId, at));
            return;
        }
        ValidUntil = ChinaTime.DateOf(at).AddYears(scheme.ValidYears);
        Raise(new OrganizationGraded(Id, Area, OrganizationId, grade.ToString()!, ValidUntil.Value, at));
    }

    private static void MustBeRegistered(Organization organization)
    {
        if (!organization.MayServe) throw Procurement.ProcurementRefusals.NotRegistered();
    }

    private void Must(GradingState state)
    {
        if (State != state) throw AssessmentRefusals.StateForbids();
    }
}

/// <summary>Somebody on the panel of a grading; once, by a constraint.</summary>
[Nationwide("reached only through its grading, which is area-scoped")]
internal sealed class GradingPanelist
{
    public Guid Id { get; init; }
    public Guid GradingId { get; init; }
    public string Subject { get; init; } = "";
    public Guid[] OrganizationIds { get; init; } = [];
    public bool Recused { get; set; }

    /// <summary>Whoever works for the organisation, owns its row or has said so has a conflict of interest.</summary>
    public bool IsBarredFrom(Grading grading) => HasDeclared(grading) || grading.IsOf(Subject);

    /// <summary>As on the panel of an intake: a score that was given stays.</summary>
    public bool HasDeclared(Grading grading) => Recused || OrganizationIds.Contains(grading.OrganizationId);
}

/// <summary>What one panelist gave; once, by its key. Insert-only.</summary>
[Nationwide("reached only through its grading, which is area-scoped")]
internal sealed class GradingScore
{
    public Guid GradingId { get; init; }
    public Guid PanelistId { get; init; }
    public int[] Points { get; init; } = [];
    public int Total { get; init; }
    public DateTimeOffset ScoredAt { get; init; }
}

/// <summary>An objection to an announced grade.</summary>
[Nationwide("reached only through its grading, which is area-scoped")]
internal sealed class GradingObjection
{
    public Guid GradingId { get; init; }
    public int Number { get; init; }
    public string Statement { get; init; } = "";
    public string By { get; init; } = "";
    public ObjectionState State { get; set; }
    public string Answer { get; set; } = "";
    public DateTimeOffset At { get; init; }
}
