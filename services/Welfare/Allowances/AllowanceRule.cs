using Governance.Messaging;

namespace Governance.Welfare.Allowances;

/// <summary>What holds for a kind in a division and below from a month on. Never changed: a later rule takes over.</summary>
internal sealed class AllowanceRule : Aggregate
{
    private AllowanceRule() { }

    public AllowanceKind Kind { get; private init; }
    public DateOnly Since { get; private init; }

    /// <summary>Kind × 10 + grade, as a person's; kind 0 = every kind.</summary>
    public List<int> Disabilities { get; private init; } = [];

    /// <summary>What each of them is paid a month, in the same order.</summary>
    public List<long> AmountsFen { get; private init; } = [];
    public List<int> HardshipGrounds { get; private init; } = [];
    public List<int> ExcludingAids { get; private init; } = [];
    public int PublishDays { get; private init; }

    /// <summary>Months that are paid after that of the death; 0 = that of the death is the last.</summary>
    public int MonthsAfterDeath { get; private init; }

    public static AllowanceRule Set(string area, AllowanceKind kind, DateOnly since, IReadOnlyList<(int Disability, long Fen)> amounts, List<int> hardshipGrounds, List<int> excludingAids, int publishDays, int monthsAfterDeath, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Kind = kind, Since = since, Disabilities = [.. amounts.Select(a => a.Disability)], AmountsFen = [.. amounts.Select(a => a.Fen)], HardshipGrounds = hardshipGrounds,
        ExcludingAids = excludingAids, PublishDays = publishDays, MonthsAfterDeath = monthsAfterDeath,
    };

    /// <summary>What a disability is paid; 0 = nothing.</summary>
    public long AmountFor(int disability) => Disabilities.Zip(AmountsFen).Where(a => a.First % 10 == disability % 10 && (a.First < 10 || a.First / 10 == disability / 10)).Select(a => a.Second).DefaultIfEmpty(0).Max();

    /// <summary>What the rule asks for and is not met.</summary>
    public IEnumerable<AllowanceGap> Gaps(IReadOnlyCollection<int> disabilities, HardshipGround? hardship, IReadOnlyCollection<int> otherAids)
    {
        if (disabilities.All(d => AmountFor(d) == 0)) yield return AllowanceGap.Disability;
        if (HardshipGrounds.Count > 0 && (hardship is null || !HardshipGrounds.Contains((int)hardship))) yield return AllowanceGap.Hardship;
        if (otherAids.Any(ExcludingAids.Contains)) yield return AllowanceGap.OtherAid;
    }
}

/// <summary>What may be missing.</summary>
internal enum AllowanceGap { Disability = 1, Hardship, OtherAid }
