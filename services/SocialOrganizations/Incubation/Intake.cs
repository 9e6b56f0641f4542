using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Incubation;

internal enum CandidacyState { Submitted = 1, Admitted, Declined }

/// <summary>A round in which an incubator takes organisations. Whoever admits holds the row.</summary>
internal sealed class Intake : Aggregate
{
    private Intake() { }

    public Guid IncubatorId { get; private init; }
    public string Title { get; private init; } = "";
    public DateOnly StartsOn { get; private init; }
    public DateOnly EndsOn { get; private init; }
    public int Places { get; private init; }
    public int Admitted { get; private set; }
    public string[] CriterionTitles { get; private init; } = [];
    public int[] CriterionPoints { get; private init; } = [];
    public int PassPercent { get; private init; }
    public int MinScores { get; private init; }
    public int OutlierPercent { get; private init; }

    public int Points => CriterionPoints.Sum();

    public PanelRule Panel => new(Points, PassPercent, MinScores, OutlierPercent);

    public static Intake Open(Incubator incubator, string title, DateOnly from, DateOnly until, int places, IReadOnlyList<(string Title, int Points)> criteria, int passPercent, int minScores, int outlierPercent, DateTimeOffset at)
    {
        incubator.MustBeOpen();
        return new Intake
        {
            Id = Guid.CreateVersion7(at), Area = incubator.Area, IncubatorId = incubator.Id, Title = title, StartsOn = from, EndsOn = until, Places = places, CriterionTitles = [.. criteria.Select(c => c.Title)],
            CriterionPoints = [.. criteria.Select(c => c.Points)], PassPercent = passPercent, MinScores = minScores, OutlierPercent = outlierPercent,
        };
    }

    public Candidacy Submit(Organization organization, Incubator incubator, string plan, DateOnly today, DateTimeOffset at)
    {
        organization.MustBeGiven();
        incubator.MustBeOpen();
        if (today < StartsOn || today > EndsOn) throw IncubationRefusals.IntakeNotOpen();
        if (!organization.Area.StartsWith(Area, StringComparison.Ordinal)) throw IncubationRefusals.OutsideIncubator();
        return Candidacy.Of(this, organization, plan, at);
    }

    public void Admit()
    {
        if (Admitted >= Places) throw IncubationRefusals.IntakeFull();
        Admitted++;
    }
}

/// <summary>Somebody on a panel; once a panel, by a constraint.</summary>
internal sealed class Panelist : Aggregate
{
    private Panelist() { }

    public Guid IntakeId { get; private init; }
    public string Subject { get; private init; } = "";
    public Guid[] OrganizationIds { get; private init; } = [];

    /// <summary>Candidacies from which they have recused themselves, and those for which they were seated too late.</summary>
    public Guid[] Recused { get; private set; } = [];

    public static Panelist Seat(Intake intake, string subject, IEnumerable<Guid> organizations, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = intake.Area, IntakeId = intake.Id, Subject = subject, OrganizationIds = [.. organizations.Distinct()] };

    public void Recuse(Candidacy from) => Recused = [.. Recused.Append(from.Id).Distinct()];

    /// <summary>Whoever works for the organisation, owns its row or has said so has a conflict of interest.</summary>
    public bool IsBarredFrom(Candidacy candidacy) => HasDeclared(candidacy) || candidacy.IsOf(Subject);

    /// <summary>What they have said themselves, which is before they score; whoever comes to work for it later has scored without an interest, and their score stays: no entrant is rid of one by taking them on.</summary>
    public bool HasDeclared(Candidacy candidacy) => Recused.Contains(candidacy.Id) || OrganizationIds.Contains(candidacy.OrganizationId);
}

/// <summary>That an organisation applies to an intake; once each, by a constraint. It lies where the incubator is, wherever the organisation is.</summary>
internal sealed class Candidacy : Aggregate, IStaffed
{
    private Candidacy() { }

    public Guid IntakeId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public string Plan { get; private init; } = "";
    public CandidacyState State { get; private set; }
    public Guid? ResidencyId { get; private set; }
    public DateTimeOffset SubmittedAt { get; private init; }

    public bool OwnedAnywhere => true;

    public static Candidacy Of(Intake intake, Organization organization, string plan, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = intake.Area, IntakeId = intake.Id, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner, FormerStaff = organization.FormerAt(at), Plan = plan, State = CandidacyState.Submitted, SubmittedAt = at,
    };

    public PanelScore Score(Intake intake, Panelist by, IReadOnlyList<int> points, DateOnly today, DateTimeOffset at)
    {
        if (by.IsBarredFrom(this)) throw IncubationRefusals.ConflictOfInterest();
        if (today <= intake.EndsOn) throw IncubationRefusals.IntakeStillOpen();
        MustBeOpen();
        return new PanelScore { CandidacyId = Id, PanelistId = by.Id, Points = [.. points], Total = points.Sum(), ScoredAt = at };
    }

    public Residency Admit(Organization organization, Intake intake, Incubator incubator, Review<PanelScore> review, string by, DateTimeOffset at)
    {
        organization.MustBeGiven();
        MustBeOpen();
        if (this.IsOf(by)) throw IncubationRefusals.ConflictOfInterest();
        review.MustPass();
        intake.Admit();
        incubator.Take();
        var residency = Residency.Of(incubator, this, at);
        (State, ResidencyId) = (CandidacyState.Admitted, residency.Id);
        return residency;
    }

    public void Decline(string by, DateTimeOffset at)
    {
        MustBeOpen();
        if (this.IsOf(by)) throw IncubationRefusals.ConflictOfInterest();
        State = CandidacyState.Declined;
        Raise(new CandidacyDeclined(Id, Area, OrganizationId, IntakeId, at));
    }

    private void MustBeOpen()
    {
        if (State != CandidacyState.Submitted) throw IncubationRefusals.Decided();
    }
}

/// <summary>What one panelist gave one candidacy; once, by its key. Insert-only.</summary>
[Nationwide("reached only through its candidacy, which is area-scoped")]
internal sealed class PanelScore : IPanelTotal
{
    public Guid CandidacyId { get; init; }
    public Guid PanelistId { get; init; }
    public int[] Points { get; init; } = [];
    public int Total { get; init; }
    public DateTimeOffset ScoredAt { get; init; }
}
