using Governance.Events.Grid.V1;
using Governance.Messaging;

namespace Governance.Grid.Communities;

// The numbers are those of the proto.
internal enum ReorganizationKind { Rename = 1, Merge, Split, Convert }
internal enum ReorganizationState { Planned = 1, Approved, CarriedOut, Withdrawn }

/// <summary>How much moves.</summary>
internal readonly record struct MoveCounts(int Grids, int Workers, int Calls, int Households, int Disputes = 0, int Facilities = 0)
{
    public static MoveCounts operator +(MoveCounts a, MoveCounts b) =>
        new(a.Grids + b.Grids, a.Workers + b.Workers, a.Calls + b.Calls, a.Households + b.Households, a.Disputes + b.Disputes, a.Facilities + b.Facilities);
}

/// <summary>What carrying out did to the codes, in pairs, for the events.</summary>
internal sealed record CodeChanges(IReadOnlyList<(string Code, string Name)> Added, IReadOnlyList<(string Code, string Name)> Renamed, IReadOnlyList<string> Retired,
    IReadOnlyList<(string Former, string Successor)> Communities, IReadOnlyList<(string Former, string Successor)> Grids);

/// <summary>A change of communities: planned by a town, approved by the county and somebody else, carried out once.</summary>
internal sealed class Reorganization : Aggregate
{
    public const int MostCommunities = 20;
    private readonly List<ReorganizationSuccessor> successors = [];

    private Reorganization() { }

    public ReorganizationKind Kind { get; private init; }
    public string[] Sources { get; private init; } = [];
    public string Reason { get; private init; } = "";
    public ReorganizationState State { get; private set; }
    public string PlannedBy { get; private init; } = "";
    public DateTimeOffset PlannedAt { get; private init; }
    public string? ApprovedBy { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public DateTimeOffset? CarriedOutAt { get; private set; }
    public string? WithdrawReason { get; private set; }
    public int MovedGrids { get; private set; }
    public int MovedWorkers { get; private set; }
    public int MovedCalls { get; private set; }
    public int MovedHouseholds { get; private set; }
    public int MovedDisputes { get; private set; }
    public int MovedFacilities { get; private set; }

    /// <summary>In the order of the plan; the first takes over whatever belongs to no grid.</summary>
    public IReadOnlyList<ReorganizationSuccessor> Successors => successors;

    public string County => Area[..6];

    public bool HasEnded => State is ReorganizationState.CarriedOut or ReorganizationState.Withdrawn;

    public static Reorganization Plan(ReorganizationKind kind, IReadOnlyList<string> sources, IReadOnlyList<WantedSuccessor> wanted, string reason, string by, DateTimeOffset at)
    {
        var town = sources[0][..9];
        var plan = new Reorganization
        {
            Id = Guid.CreateVersion7(at),
            Area = sources.Concat(wanted.Select(w => w.Code)).All(c => c.StartsWith(town, StringComparison.Ordinal)) ? town : town[..6],
            Kind = kind, Sources = [.. sources], Reason = reason, State = ReorganizationState.Planned, PlannedBy = by, PlannedAt = at,
        };
        plan.successors.AddRange(wanted.Select((w, i) => new ReorganizationSuccessor(plan.Id, i, w.Code, w.Name, w.Kind, [.. w.Grids])));
        return plan;
    }

    public void Approve(string by, DateTimeOffset at)
    {
        if (State != ReorganizationState.Planned) throw ReorganizationRefusals.NotPlanned(State);
        if (by == PlannedBy) throw ReorganizationRefusals.PlannedByYou();
        (State, ApprovedBy, ApprovedAt) = (ReorganizationState.Approved, by, at);
    }

    public void Withdraw(string reason)
    {
        MustNotHaveEnded();
        (State, WithdrawReason) = (ReorganizationState.Withdrawn, reason);
    }

    public void MustNotHaveEnded()
    {
        if (HasEnded) throw ReorganizationRefusals.Ended(State);
    }

    public void MustBeApproved()
    {
        if (State != ReorganizationState.Approved) throw ReorganizationRefusals.NotApproved(State);
    }

    /// <summary>
    /// The map's event comes first and has the same subject, so that on a stream nobody reads of a successor that is not on the map yet. Consumers with a queue for each event must not rely
    /// on it: see the event.
    /// </summary>
    public void CarryOut(CodeChanges codes, MoveCounts moved, DateTimeOffset at)
    {
        MustBeApproved();
        (State, CarriedOutAt) = (ReorganizationState.CarriedOut, at);
        (MovedGrids, MovedWorkers, MovedCalls, MovedHouseholds, MovedDisputes, MovedFacilities) = moved;
        Tell(codes, at);
    }

    /// <summary>The same news once more, for services that did not listen at the time; for all others nothing follows from it.</summary>
    /// <param name="codes">What it did to the codes; of those that were added or renamed only what still stands, under the name of today.</param>
    public void TellAgain(CodeChanges codes)
    {
        if (State != ReorganizationState.CarriedOut || CarriedOutAt is not { } at) throw new InvalidOperationException($"{Id} was not carried out");
        Tell(codes, at);
    }

    private void Tell(CodeChanges codes, DateTimeOffset at)
    {
        if (codes.Added.Count + codes.Renamed.Count + codes.Retired.Count > 0)
        {
            Raise(new DivisionsImported(Id, County, [.. codes.Added.Select(d => d.Code)], [.. codes.Renamed.Select(d => d.Code)], codes.Retired,
                codes.Added.Count, codes.Renamed.Count, codes.Retired.Count, [.. codes.Added.Select(d => d.Name)], [.. codes.Renamed.Select(d => d.Name)]));
        }
        if (codes.Communities.Count + codes.Grids.Count > 0)
        {
            Raise(new CommunitiesReorganized(Id, County, [.. codes.Communities.Select(c => c.Former)], [.. codes.Communities.Select(c => c.Successor)], at,
                [.. codes.Grids.Select(g => g.Former)], [.. codes.Grids.Select(g => g.Successor)]));
        }
    }
}

/// <summary>What a plan wants to leave behind.</summary>
internal sealed record WantedSuccessor(string Code, string Name, CommunityKind? Kind, IReadOnlyList<string> Grids);

/// <summary>One community that a reorganisation leaves behind.</summary>
[Nationwide("reached only through its reorganisation, which is filtered")]
internal sealed record ReorganizationSuccessor(Guid ReorganizationId, int Ordinal, string Code, string Name, CommunityKind? Kind, string[] Grids);

/// <summary>Who took over from whom: old codes go on resolving through it.</summary>
[Nationwide("part of the map, which every form must be able to read")]
internal sealed record Succession(string FormerCode, string SuccessorCode, int Ordinal, bool FormerRetired, bool SuccessorIsNew, Guid ReorganizationId, DateTimeOffset At);
