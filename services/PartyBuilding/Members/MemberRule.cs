using Governance.Messaging;

namespace Governance.PartyBuilding.Members;

internal enum MemberRuleKind { Apply = 1, Activist, Candidate, Probationary, Full, Extension, Transfer }

/// <summary>What a step needs in a division and below, from a day on. Never changed: a later rule takes over.</summary>
internal sealed class MemberRule : Aggregate
{
    private MemberRule() { }

    public MemberRuleKind Kind { get; private init; }
    public int MinMonths { get; private init; }
    public int MaxMonths { get; private init; }
    public int MaxDays { get; private init; }
    public int MinAge { get; private init; }
    public List<short> Prerequisites { get; private init; } = [];
    public DateOnly Since { get; private init; }

    public static MemberRule Set(string area, MemberRuleKind kind, int minMonths, int maxMonths, int maxDays, int minAge, List<short> prerequisites, DateOnly since, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Kind = kind, MinMonths = minMonths, MaxMonths = maxMonths, MaxDays = maxDays, MinAge = minAge, Prerequisites = prerequisites, Since = since,
    };
}
