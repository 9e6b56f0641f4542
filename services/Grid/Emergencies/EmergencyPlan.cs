using Governance.Messaging;

namespace Governance.Grid.Emergencies;

// The numbers are those of the proto.
internal enum Hazard { Flood = 1, Earthquake, Landslide, Fire, Epidemic, Cold, Drought, Accident }

/// <summary>What is done when a hazard strikes a division. It holds there and below.</summary>
internal sealed class EmergencyPlan : Aggregate
{
    private EmergencyPlan() { }

    public Hazard Hazard { get; private init; }
    public string Name { get; private set; } = "";
    public string[] Measures { get; private set; } = [];
    public DateTimeOffset? RetiredAt { get; private set; }

    public static EmergencyPlan Make(string area, Hazard hazard, string name, string[] measures, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Hazard = hazard, Name = name, Measures = measures };

    /// <summary>Null leaves a value as it is.</summary>
    public void Update(string? name, string[]? measures)
    {
        MustHold();
        (Name, Measures) = (name ?? Name, measures ?? Measures);
    }

    public void Retire(DateTimeOffset at)
    {
        MustHold();
        RetiredAt = at;
    }

    public void MustHold()
    {
        if (RetiredAt is not null) throw EmergencyRefusals.PlanRetired();
    }

    public bool HoldsIn(string area) => area.StartsWith(Area, StringComparison.Ordinal);
}

/// <summary>That a plan was rehearsed; a fact, never edited.</summary>
internal sealed class Drill : Aggregate
{
    private Drill() { }

    public Guid PlanId { get; private init; }
    public DateOnly Date { get; private init; }
    public int ParticipantCount { get; private init; }
    public string Findings { get; private init; } = "";

    public static Drill Record(EmergencyPlan plan, string area, DateOnly date, int participants, string findings, DateTimeOffset at)
    {
        plan.MustHold();
        return new Drill { Id = Guid.CreateVersion7(at), Area = area, PlanId = plan.Id, Date = date, ParticipantCount = participants, Findings = findings };
    }
}
