using Governance.Access;
using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Emergencies;

internal enum ReachOutcome { Safe = 1, Sheltered, NeedsHelp, NotFound }

/// <summary>An emergency that Grid has activated. Its list is made as a set, see <see cref="VulnerableRows"/>.</summary>
internal sealed class Emergency : Aggregate
{
    private Emergency() { }

    public string Kind { get; private init; } = "";
    public int Level { get; private init; }
    public DateTimeOffset ActivatedAt { get; private init; }
    public DateTimeOffset ListedAt { get; private set; }

    public void List(int people, DateTimeOffset at)
    {
        ListedAt = at;
        Raise(new VulnerablePeopleListed(Id, Area, people, at));
    }
}

/// <summary>Somebody on the list of an emergency, as the record was then.</summary>
internal sealed class VulnerablePerson : IAreaScoped
{
    public Guid EmergencyId { get; init; }
    public Guid PersonId { get; init; }
    public required string Area { get; init; }
    public RiskLevel? Risk { get; init; }
    public int Urgency { get; init; }
    public ReachOutcome? Outcome { get; private set; }
    public string ReachedBy { get; private set; } = "";
    public DateTimeOffset? ReachedAt { get; private set; }

    public void Reach(ReachOutcome outcome, Actor me) => (Outcome, ReachedBy, ReachedAt) = (outcome, me.Subject, me.At);
}
