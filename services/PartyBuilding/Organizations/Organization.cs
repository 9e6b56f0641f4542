using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.PartyBuilding.Members;

namespace Governance.PartyBuilding.Organizations;

internal enum OrganizationKind { WorkingCommittee = 1, Committee, GeneralBranch, Branch, FunctionalGroup }

internal enum OrganizationSeat { Division = 1, Town, Community, ResidentGroup, Grid, Compound, Workplace, TwoNew }

internal enum OrganizationState { Active = 1, Dissolved, Merged }

/// <summary>
/// A node of the tree. Its path is the ids of all above it and its own, so that "all below" is a range of one index; the path is true only while the tree is held still or rearranged
/// (<see cref="OrganizationTree"/>), and no etag speaks for it.
/// </summary>
internal sealed class Organization : Aggregate
{
    /// <summary>Digits of an id in a path.</summary>
    public const int Segment = 32;

    /// <summary>Province, city, county, town, community, general branch, branch and three to spare.</summary>
    public const int MostLevels = 10;

    private const int MostInAnEvent = 2_000;

    private Organization() { }

    public string Name { get; private set; } = "";
    public OrganizationKind Kind { get; private set; }
    public OrganizationSeat Seat { get; private init; }

    /// <summary>Resident group, grid or compound that it sits in.</summary>
    public Guid? PlaceId { get; private init; }

    /// <summary>What it alone may sit in: the code of a town or community, the id of a place. Null for seats that several share, for functional groups, and for the second of two whose communities were merged.</summary>
    public string? SeatOf { get; private set; }

    public Guid? ParentId { get; private set; }
    public string Path { get; private set; } = "";
    public OrganizationState State { get; private set; }
    public DateOnly EstablishedOn { get; private init; }
    public DateOnly? DissolvedOn { get; private set; }
    public Guid? SuccessorId { get; private set; }

    public DateOnly? TermStart { get; private set; }
    public DateOnly? TermEnd { get; private set; }
    public DateOnly? TermExtendedTo { get; private set; }

    /// <summary>The last day of the term, with its extension; null = elects nobody, or is no more.</summary>
    public DateOnly? TermLast { get; private set; }

    /// <summary>When the clock is to remind; null once it has.</summary>
    public DateOnly? RemindOn { get; private set; }

    public DateTimeOffset? RemindedAt { get; private set; }

    public static Organization Establish(Organization? above, Founding by, DateTimeOffset at)
    {
        above?.MustTake(by.Kind, by.Area, levels: 1);
        var id = Guid.CreateVersion7(at);
        var organization = new Organization
        {
            Id = id, Area = by.Area, Name = by.Name, Kind = by.Kind, Seat = by.Seat, PlaceId = by.PlaceId, ParentId = above?.Id, Path = above?.Path + id.ToString("N"), State = OrganizationState.Active,
            EstablishedOn = by.On, SeatOf = by.Kind == OrganizationKind.FunctionalGroup ? null : by.PlaceId?.ToString() ?? (by.Seat is OrganizationSeat.Town or OrganizationSeat.Community ? by.Area : null),
        };
        organization.Raise(new OrganizationEstablished(id, by.Area, by.Kind.ToString(), by.Seat.ToString(), above?.Id, by.On, at));
        return organization;
    }

    public void Rename(string name)
    {
        MustBeActive();
        Name = name;
    }

    /// <param name="kind">The kind from now on.</param>
    /// <param name="above">The organisation above; null at the top.</param>
    /// <param name="below">Kinds of those right below.</param>
    /// <param name="holdsMembers">It has members of its own.</param>
    /// <param name="at">When.</param>
    public void ChangeKind(OrganizationKind kind, Organization? above, IEnumerable<OrganizationKind> below, bool holdsMembers, DateTimeOffset at)
    {
        MustBeActive();
        if (kind == Kind) return;
        if ((above is not null && !LiesBelow(kind, above.Kind)) || below.Any(b => !LiesBelow(b, kind))) throw OrganizationRefusals.KindNotBelow();
        if (holdsMembers && !HasMembers(kind)) throw OrganizationRefusals.HoldsMembers();
        (var before, Kind) = (Kind, kind);
        Raise(new OrganizationKindChanged(Id, Area, kind.ToString(), before.ToString(), at));
    }

    /// <summary>Goes below another. The paths of those below follow in <see cref="OrganizationTree"/>.</summary>
    /// <param name="above">Where to.</param>
    /// <param name="levels">Levels of the subtree that moves, this one included.</param>
    /// <param name="at">When.</param>
    public void MoveBelow(Organization above, int levels, DateTimeOffset at)
    {
        MustBeActive();
        if (above.Path.StartsWith(Path, StringComparison.Ordinal)) throw OrganizationRefusals.BelowItself();
        above.MustTake(Kind, Area, levels);
        if (ParentId == above.Id) return;
        (var before, ParentId, Path) = (ParentId, above.Id, above.Path + Id.ToString("N"));
        Raise(new OrganizationMoved(Id, Area, above.Id, before, at));
    }

    /// <param name="holdsMembers">There are members, in whatever state, here or below.</param>
    /// <param name="holdsOrganizations">There are active organisations below.</param>
    /// <param name="transfers">Members are on their way to it.</param>
    /// <param name="leads">It leads a regional committee.</param>
    /// <param name="on">The day.</param>
    /// <param name="at">When.</param>
    public void Dissolve(bool holdsMembers, bool holdsOrganizations, bool transfers, bool leads, DateOnly on, DateTimeOffset at)
    {
        MustBeActive();
        if (holdsMembers) throw OrganizationRefusals.HoldsMembers();
        if (holdsOrganizations) throw OrganizationRefusals.HoldsOrganizations();
        if (transfers) throw OrganizationRefusals.TransfersUnderWay();
        if (leads) throw OrganizationRefusals.LeadsARegionalCommittee();
        End(OrganizationState.Dissolved, null, on, at);
    }

    /// <summary>Is no more: what it held is in the other one.</summary>
    /// <param name="successor">Which one.</param>
    /// <param name="holdsMembers">There are members of its own, or on their way to it.</param>
    /// <param name="on">The day.</param>
    /// <param name="at">When.</param>
    public void MergeInto(Organization successor, bool holdsMembers, DateOnly on, DateTimeOffset at)
    {
        MustBeActive();
        successor.MustBeActive();
        if (successor.Path.StartsWith(Path, StringComparison.Ordinal)) throw OrganizationRefusals.BelowItself();
        if (holdsMembers) successor.MustHaveMembers();
        End(OrganizationState.Merged, successor.Id, on, at);
    }

    /// <summary>Whoever belonged to an organisation that was merged into this one belongs here. Told here: the other one's end is told where that one was.</summary>
    public void TakeOver(Organization former, IReadOnlyList<(Guid Id, MemberState State)> people, DateTimeOffset at)
    {
        foreach (var some in people.Chunk(MostInAnEvent)) Raise(new MembersAbsorbed(Id, Area, former.Id, former.Area, [.. some.Select(p => p.Id)], [.. some.Select(p => p.State.ToString())], at));
    }

    /// <summary>A leading body was elected: a term of so many years begins.</summary>
    public void Elect(DateOnly on, int years, int remindMonths, DateTimeOffset at)
    {
        MustBeActive();
        if (years == 0) throw OrganizationRefusals.ElectsNobody();
        if (on < EstablishedOn || on <= TermStart) throw OrganizationRefusals.ElectionTooEarly();
        (TermStart, TermEnd, TermExtendedTo) = (on, on.AddYears(years), null);
        LastsUntil(TermEnd.Value, remindMonths);
        Raise(new TermBegan(Id, Area, on, TermEnd.Value, at));
    }

    public void ExtendTerm(DateOnly to, int mostMonths, int remindMonths, DateTimeOffset at)
    {
        MustBeActive();
        if (TermEnd is not { } end) throw OrganizationRefusals.NoTerm();
        if (TermExtendedTo is not null) throw OrganizationRefusals.ExtendedBefore();
        if (to <= end || to > end.AddMonths(mostMonths)) throw OrganizationRefusals.ExtendedTooFar(end.AddMonths(mostMonths));
        TermExtendedTo = to;
        LastsUntil(to, remindMonths);
        Raise(new TermExtended(Id, Area, to, at));
    }

    public void Remind(DateTimeOffset at)
    {
        (RemindOn, RemindedAt) = (null, at);
        Raise(new TermReminded(Id, Area, TermLast!.Value, at));
    }

    public void MustBeActive()
    {
        if (State != OrganizationState.Active) throw OrganizationRefusals.NotActive();
    }

    public void MustHaveMembers()
    {
        MustBeActive();
        if (!HasMembers(Kind)) throw OrganizationRefusals.HoldsNoMembers();
    }

    /// <summary>Whether members of its own belong to a kind: who is in a functional group is a member of a branch all the same.</summary>
    public static bool HasMembers(OrganizationKind kind) => kind is OrganizationKind.Committee or OrganizationKind.GeneralBranch or OrganizationKind.Branch;

    private static bool LiesBelow(OrganizationKind kind, OrganizationKind above) => above switch
    {
        OrganizationKind.WorkingCommittee or OrganizationKind.Committee => true,
        OrganizationKind.GeneralBranch => kind is OrganizationKind.Branch or OrganizationKind.FunctionalGroup,
        OrganizationKind.Branch => kind == OrganizationKind.FunctionalGroup,
        _ => false,
    };

    private void MustTake(OrganizationKind kind, string area, int levels)
    {
        MustBeActive();
        if (!LiesBelow(kind, Kind)) throw OrganizationRefusals.KindNotBelow();
        if (!area.StartsWith(Area, StringComparison.Ordinal)) throw OrganizationRefusals.OutsideParent();
        if (Path.Length / Segment + levels > MostLevels) throw OrganizationRefusals.TooDeep();
    }

    private void LastsUntil(DateOnly last, int remindMonths) => (TermLast, RemindOn, RemindedAt) = (last, last.AddMonths(-remindMonths), null);

    private void End(OrganizationState state, Guid? successor, DateOnly on, DateTimeOffset at)
    {
        (State, SuccessorId, DissolvedOn, SeatOf, TermLast, RemindOn) = (state, successor, on, null, null, null);
        Raise(new OrganizationDissolved(Id, Area, successor, at));
    }
}

/// <summary>What an organisation is established with, checked.</summary>
internal sealed record Founding(string Area, string Name, OrganizationKind Kind, OrganizationSeat Seat, Guid? PlaceId, DateOnly On);
