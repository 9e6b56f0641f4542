using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.SocialOrganizations.Projects;

internal enum PilotKind { ConvenientService = 1, SmartTechnology, SocialOrganization, SocialEnterprise, ServiceProject, SelfGovernance }

internal enum PilotState { Applied = 1, Assessed, Labelled, Correcting, Declined, Withdrawn }

/// <summary>What a type of demonstration community is held against in a division and below, from a day on. Never changed: a new one holds from a later day.</summary>
internal sealed class PilotScheme : Aggregate
{
    private PilotScheme() { }

    public PilotKind Kind { get; private init; }
    public DateOnly Since { get; private init; }
    public string[] CriterionTitles { get; private init; } = [];
    public int[] CriterionPoints { get; private init; } = [];
    public int PassPoints { get; private init; }
    public int ValidYears { get; private init; }

    public static PilotScheme Set(string area, PilotKind kind, DateOnly since, IReadOnlyList<(string Title, int Points)> criteria, int passPoints, int validYears, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Kind = kind, Since = since, CriterionTitles = [.. criteria.Select(c => c.Title)], CriterionPoints = [.. criteria.Select(c => c.Points)], PassPoints = passPoints, ValidYears = validYears,
    };
}

/// <summary>A community that is or wants to be a demonstration community of a type; one that runs for each type, by a constraint. Who applied does not assess, and whoever assessed does not decide.</summary>
internal sealed class Pilot : Aggregate
{
    private Pilot() { }

    public PilotKind Kind { get; private init; }
    public PilotState State { get; private set; }
    public string Statement { get; private init; } = "";
    public Guid SchemeId { get; private set; }
    public int PassPoints { get; private set; }
    public int[] Points { get; private set; } = [];
    public DateOnly? ValidUntil { get; private set; }
    public string AppliedBy { get; private init; } = "";
    public string AssessedBy { get; private set; } = "";

    /// <summary>Everybody who has assessed it in this round: since it applied, or since the review that found something to put right. The version before knows the last alone (<see cref="AssessedBy"/>).</summary>
    public string[] Assessors { get; private set; } = [];
    public DateTimeOffset AppliedAt { get; private init; }

    public int Total => Points.Sum();

    public static Pilot Apply(string area, PilotScheme scheme, string statement, string by, DateTimeOffset at)
    {
        var pilot = new Pilot { Id = Guid.CreateVersion7(at), Area = area, Kind = scheme.Kind, State = PilotState.Applied, Statement = statement, SchemeId = scheme.Id, PassPoints = scheme.PassPoints, AppliedBy = by, AppliedAt = at };
        pilot.Raise(new PilotApplied(pilot.Id, area, pilot.Kind.ToString(), at));
        return pilot;
    }

    public void Assess(IReadOnlyList<int> points, string by, DateTimeOffset at)
    {
        if (State is not (PilotState.Applied or PilotState.Assessed)) throw ProjectRefusals.PilotStateForbids();
        if (by == AppliedBy) throw ProjectRefusals.SamePerson();
        (State, Points, Assessors, AssessedBy) = (PilotState.Assessed, [.. points], State == PilotState.Applied ? [by] : And(by), by);
        Raise(new PilotAssessed(Id, Area, Total, PassPoints, at));
    }

    public void Decide(bool labelled, int validYears, string by, DateTimeOffset at)
    {
        if (State != PilotState.Assessed) throw ProjectRefusals.PilotStateForbids();
        if (by == AppliedBy || HasAssessed(by)) throw ProjectRefusals.SamePerson();
        if (!labelled)
        {
            State = PilotState.Declined;
            Raise(new PilotDeclined(Id, Area, Kind.ToString(), at));
            return;
        }
        if (Total < PassPoints) throw ProjectRefusals.ScoreTooLow(Total, PassPoints);
        Label(validYears, at);
    }

    public void Review(PilotScheme scheme, IReadOnlyList<int> points, string by, DateTimeOffset at)
    {
        if (State is not (PilotState.Labelled or PilotState.Correcting)) throw ProjectRefusals.PilotStateForbids();
        if (by == AppliedBy) throw ProjectRefusals.SamePerson();
        var passes = points.Sum() >= scheme.PassPoints;
        // That everything was put right somebody else has to see than found that it was not.
        if (passes && State == PilotState.Correcting && HasAssessed(by)) throw ProjectRefusals.SamePerson();
        (Points, Assessors, AssessedBy, SchemeId, PassPoints) = ([.. points], State == PilotState.Correcting ? And(by) : [by], by, scheme.Id, scheme.PassPoints);
        if (passes)
        {
            Label(scheme.ValidYears, at);
            return;
        }
        State = PilotState.Correcting;
        Raise(new PilotReturned(Id, Area, Kind.ToString(), at));
    }

    public void Withdraw(string by, DateTimeOffset at)
    {
        if (State is not (PilotState.Labelled or PilotState.Correcting)) throw ProjectRefusals.PilotStateForbids();
        if (HasAssessed(by)) throw ProjectRefusals.SamePerson();
        (State, ValidUntil) = (PilotState.Withdrawn, null);
        Raise(new PilotWithdrawn(Id, Area, Kind.ToString(), at));
    }

    /// <summary>Its community has become one with another that runs the same type: it ends there.</summary>
    public void GiveWay(string successor, DateTimeOffset at)
    {
        (Area, State, ValidUntil) = (successor, PilotState.Withdrawn, null);
        Raise(new PilotWithdrawn(Id, Area, Kind.ToString(), at));
    }

    private bool HasAssessed(string by) => by == AssessedBy || Assessors.Contains(by);

    private string[] And(string by) => [.. Assessors.Union([AssessedBy, by])];

    private void Label(int validYears, DateTimeOffset at)
    {
        (State, ValidUntil) = (PilotState.Labelled, ChinaTime.DateOf(at).AddYears(validYears));
        Raise(new PilotLabelled(Id, Area, Kind.ToString(), ValidUntil.Value, at));
    }
}
