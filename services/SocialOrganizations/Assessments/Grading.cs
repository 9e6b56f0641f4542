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

    public GradingPanelist Seat(GradingScheme scheme, string subject, IEnumerable<Guid> organizations, IReadOnlyList<GradingPanelist> panel, IReadOnlySet<Guid> scored, string by, DateTimeOffset at)
    {
        Must(GradingState.Applied);
        MustBeOfAnother(panel, by);
        // Who has scored counts, whatever they have become since: so does their score.
        if (!PanelRule.MayStillSeat(panel.Count(p => !p.IsBarredFrom(this) || scored.Contains(p.Id)), scheme.MinScores, scored.Count > 0)) throw IncubationRefusals.PanelComplete();
        return new GradingPanelist { Id = Guid.CreateVersion7(at), GradingId = Id, Subject = subject, OrganizationIds = [.. organizations.Distinct()] };
    }

    public GradingScore Score(GradingPanelist by, IReadOnlyList<int> points, DateTimeOffset at)
    {
        Must(GradingState.Applied);
        if (by.IsBarredFrom(this)) throw IncubationRefusals.ConflictOfInterest();
        return new GradingScore { GradingId = Id, PanelistId = by.Id, Points = [.. points], Total = points.Sum(), ScoredAt = at };
    }

    public void Announce(Organization organization, GradingScheme scheme, Scores scores, IReadOnlyList<GradingPanelist> panel, string by, DateTimeOffset at)
    {
        Must(GradingState.Applied);
        MustBeOfAnother(panel, by);
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

    public void Answer(GradingObjection objection, bool upheld, OrganizationGrade? grade, string answer, IReadOnlyList<GradingPanelist> panel, string by)
    {
        Must(GradingState.Announced);
        if (objection.State != ObjectionState.Open) throw AssessmentRefusals.ObjectionAnswered();
        if (by == objection.By || by == AnnouncedBy) throw AssessmentRefusals.SamePerson();
        MustBeOfAnother(panel, by);
        (objection.State, objection.Answer, objection.Grade) = (upheld ? ObjectionState.Upheld : ObjectionState.Rejected, answer, grade);
    }

    /// <summary>The organisation as it stands now: months may lie between its application and the end of objections.</summary>
    /// <param name="organization">As it stands.</param>
    /// <param name="listed">It is on the blacklist: it gets no grade, whatever was announced.</param>
    /// <param name="scheme">What it is graded by.</param>
    /// <param name="grade">Null = none.</param>
    /// <param name="objections">All of them.</param>
    /// <param name="panel">Who was to score it.</param>
    /// <param name="scores">Who did does not decide.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="at">Now.</param>
    public void Decide(Organization organization, bool listed, GradingScheme scheme, OrganizationGrade? grade, IReadOnlyCollection<GradingObjection> objections, IReadOnlyList<GradingPanelist> panel, IEnumerable<GradingScore> scores, string by, DateTimeOffset at)
    {
        var mayNot = grade is null && (listed || !organization.MayServe);
        // Of one that may not serve nothing is left to score, and it could not be announced: that it gets no grade is decided before, too.
        if (!mayNot || State != GradingState.Applied) Must(GradingState.Announced);
        if (grade is not null)
        {
            if (listed) throw AssessmentRefusals.Blacklisted();
            MustBeRegistered(organization);
        }
        MustBeOfAnother(panel, by);
        if (by == AnnouncedBy || panel.Any(p => p.Subject == by && scores.Any(s => s.PanelistId == p.Id))) throw AssessmentRefusals.SamePerson();
        if (at < ObjectionsEndAt) throw AssessmentRefusals.ObjectionsRunning();
        if (objections.Any(o => o.State == ObjectionState.Open)) throw AssessmentRefusals.ObjectionsOpen();
        if (grade != Announced && !mayNot && !objections.Any(o => o.State == ObjectionState.Upheld && o.Grade == grade)) throw AssessmentRefusals.NotTheAnnounced();
        if (grade is null)
        {
            End(at);
            return;
        }
        (State, Grade) = (GradingState.Graded, grade);
        ValidUntil = ChinaTime.DateOf(at).AddYears(scheme.ValidYears);
        Raise(new OrganizationGraded(Id, Area, OrganizationId, grade.ToString()!, ValidUntil.Value, at));
    }

    /// <summary>It gets no grade: so it was decided, or the organisation is no more.</summary>
    public void End(DateTimeOffset at)
    {
        if (State is not (GradingState.Applied or GradingState.Announced)) throw AssessmentRefusals.StateForbids();
        State = GradingState.Declined;
        Raise(new GradingDeclined(Id, Area, OrganizationId, at));
    }

    // Who works for it decides nothing about it; nor does who is barred from scoring it.
    private void MustBeOfAnother(IReadOnlyList<GradingPanelist> panel, string by)
    {
        if (this.IsOf(by)) throw AssessmentRefusals.SamePerson();
        if (panel.Any(p => p.Subject == by && p.HasDeclared(this))) throw IncubationRefusals.ConflictOfInterest();
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

    /// <summary>The grade that it leads to, when it was upheld; null = none.</summary>
    public OrganizationGrade? Grade { get; set; }
    public DateTimeOffset At { get; init; }
}
