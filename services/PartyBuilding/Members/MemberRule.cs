using Governance.Messaging;

namespace Governance.PartyBuilding.Members;

internal enum MemberRuleKind { Apply = 1, Activist, Candidate, Probationary, Full, Extension, Transfer }

/// <summary>What a step needs in a division and below, from a day on. Never changed: a later rule takes over.</summary>
internal sealed class MemberRule : Aggregate
{
    /// <summary>Where nobody has said otherwise: a paper that is entered a quarter late is nothing out of the ordinary.</summary>
    public const int UsualEntryDays = 90;

    private MemberRule() { }

    public MemberRuleKind Kind { get; private init; }
    public int MinMonths { get; private init; }
    public int MaxMonths { get; private init; }
    public int MaxDays { get; private init; }
    public int MinAge { get; private init; }
    public List<short> Prerequisites { get; private init; } = [];
    /// <summary>Days after a step within which it is entered; 0 = it is no step.</summary>
    public int EntryDays { get; private init; }

    public DateOnly Since { get; private init; }

    public static MemberRule Set(string area, MemberRuleKind kind, int minMonths, int maxMonths, int maxDays, int minAge, List<short> prerequisites, int entryDays, DateOnly since, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Kind = kind, MinMonths = minMonths, MaxMonths = maxMonths, MaxDays = maxDays, MinAge = minAge, Prerequisites = prerequisites, EntryDays = entryDays, Since = since,
    };

    /// <summary>Refuses a step that is entered long after its day: years of a person are not entered in one minute. Of before the roster day they are, as the rosters have them, while those are taken.</summary>
    public void MustBeTimely(DateOnly on, DateOnly today, RosterDay roster)
    {
        if (on < today.AddDays(-EntryDays) && !roster.Takes(on, today)) throw MemberRefusals.EnteredTooLate(EntryDays);
    }
}
