using Governance.Messaging;
using Governance.Rpc;

namespace Governance.PartyBuilding.Members;

/// <summary>
/// What the Party's own rules demand of a step in the whole country, from a day on, with the clause. A division may ask for more and never for less: a rule below is refused when it is set, and one that
/// a later floor overtakes holds as far as it asks for more. Data, without an rpc: whoever could lower it could leave out a step.
/// </summary>
[Nationwide("it holds for the whole country")]
internal sealed class MemberFloor
{
    public MemberRuleKind Kind { get; init; }
    public DateOnly Since { get; init; }
    public int MinMonths { get; init; }

    /// <summary>Of an extension; 0 = none.</summary>
    public int MostMonths { get; init; }

    /// <summary>Of a letter; 0 = none.</summary>
    public int MostDays { get; init; }

    public int MinAge { get; init; }
    public List<short> Prerequisites { get; init; } = [];
    public string Basis { get; init; } = "";

    /// <summary>Names every field by which a rule asks for less.</summary>
    public void Hold(Check check, MemberRule rule)
    {
        var missing = Prerequisites.Except(rule.Prerequisites).ToList();
        check.That(rule.MinMonths >= MinMonths, "rule.min_months", "BELOW_THE_STATUTE", $"不得少于 {MinMonths} 个月：{Basis}")
            .That(MostMonths == 0 || rule.MaxMonths <= MostMonths, "rule.max_months", "BELOW_THE_STATUTE", $"不得超过 {MostMonths} 个月：{Basis}")
            .That(MostDays == 0 || rule.MaxDays <= MostDays, "rule.max_days", "BELOW_THE_STATUTE", $"不得超过 {MostDays} 天：{Basis}")
            .That(rule.MinAge >= MinAge, "rule.min_age", "BELOW_THE_STATUTE", $"不得低于 {MinAge} 周岁：{Basis}")
            .That(missing.Count == 0, "rule.prerequisites", "BELOW_THE_STATUTE", $"不得缺少{string.Join('、', missing.Select(MemberRefusals.NameOf))}：{Basis}");
    }

    /// <summary>The rule, with what it lacks.</summary>
    public MemberRule Complete(MemberRule rule, DateTimeOffset at) => MemberRule.Set(rule.Area, rule.Kind, Math.Max(rule.MinMonths, MinMonths), Least(rule.MaxMonths, MostMonths), Least(rule.MaxDays, MostDays),
        Math.Max(rule.MinAge, MinAge), [.. rule.Prerequisites.Union(Prerequisites)], rule.EntryDays, rule.Since, at);

    private static int Least(int of, int most) => most > 0 && (of == 0 || of > most) ? most : of;
}
