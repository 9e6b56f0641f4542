using Governance.Messaging;

namespace Governance.Welfare.Jobs;

/// <summary>Who may be engaged, for how long and for what pay, in a division and below from a month on. Never changed: a later rule takes over.</summary>
internal sealed class JobRule : Aggregate
{
    private JobRule() { }

    public DateOnly Since { get; private init; }

    /// <summary>Of the proto's ConcernKind: one of them must be among the person's.</summary>
    public List<int> Kinds { get; private init; } = [];
    public int MinAge { get; private init; }
    public int MaxAge { get; private init; }
    public int MostMonths { get; private init; }
    public long MonthlyFen { get; private init; }

    public static JobRule Set(string area, DateOnly since, List<int> kinds, int minAge, int maxAge, int mostMonths, long monthlyFen, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Since = since, Kinds = kinds, MinAge = minAge, MaxAge = maxAge, MostMonths = mostMonths, MonthlyFen = monthlyFen };

    /// <summary>What the rule asks for and is not met.</summary>
    public IEnumerable<JobGap> Gaps(IReadOnlyCollection<int> kinds, int birthYear, DateOnly from, int monthsHeld, int months)
    {
        if (!kinds.Any(Kinds.Contains)) yield return JobGap.Kind;
        // The year is what is known in clear of a birth date.
        if (from.Year - birthYear < MinAge || from.Year - birthYear > MaxAge) yield return JobGap.Age;
        if (monthsHeld + months > MostMonths) yield return JobGap.Term;
    }
}

/// <summary>What may be missing.</summary>
internal enum JobGap { Kind = 1, Age, Term }
