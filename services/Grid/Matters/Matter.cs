using Governance.Messaging;

namespace Governance.Grid.Matters;

// The numbers are those of the proto.
internal enum MatterState { Requested = 1, Admitted, Refused }

/// <summary>Something that a unit wants grids to do. The county decides once, and not the one who asked; grids do only what is admitted, as long as it is.</summary>
internal sealed class Matter : Aggregate
{
    private Matter() { }

    public string UnitCode { get; private init; } = "";
    public string Name { get; private init; } = "";
    public string Text { get; private init; } = "";
    public MatterState State { get; private set; }
    public long FeeFen { get; private set; }
    public DateOnly? EndDate { get; private set; }
    public string? RefuseReason { get; private set; }
    public string RequestedBy { get; private init; } = "";
    public DateTimeOffset RequestedAt { get; private init; }
    public DateTimeOffset? DecidedAt { get; private set; }

    public static Matter Request(string county, string unit, string name, string text, string by, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = county, UnitCode = unit, Name = name, Text = text, State = MatterState.Requested, RequestedBy = by, RequestedAt = at };

    public void Admit(long feeFen, DateOnly endDate, string by, DateTimeOffset at)
    {
        MustBeUndecided();
        if (by == RequestedBy) throw MatterRefusals.RequestedByYou();
        (State, FeeFen, EndDate, DecidedAt) = (MatterState.Admitted, feeFen, endDate, at);
    }

    public void Refuse(string reason, DateTimeOffset at)
    {
        MustBeUndecided();
        (State, RefuseReason, DecidedAt) = (MatterState.Refused, reason, at);
    }

    public MatterAssignment AssignTo(string area, bool assigned, DateOnly today, DateTimeOffset at)
    {
        if (State != MatterState.Admitted || today > EndDate) throw MatterRefusals.NotAdmitted();
        if (assigned) throw MatterRefusals.Assigned();
        return MatterAssignment.Of(Id, area, at);
    }

    private void MustBeUndecided()
    {
        if (State != MatterState.Requested) throw MatterRefusals.Decided();
    }
}

/// <summary>That the grids of a division do a matter.</summary>
internal sealed class MatterAssignment : Aggregate
{
    private MatterAssignment() { }

    public Guid MatterId { get; private init; }
    public DateTimeOffset AssignedAt { get; private init; }

    public static MatterAssignment Of(Guid matter, string area, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, MatterId = matter, AssignedAt = at };
}
