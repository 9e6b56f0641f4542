using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

/// <summary>The coded lists: why somebody is of concern, and disabilities by GB/T 26341-2010.</summary>
internal static class Concerns
{
    public const int Aged80 = (int)Wire.ConcernKind.ElderlyAged80, Disabled = (int)Wire.ConcernKind.Disabled;
    private const int ElderlyFrom = 60, FullAge = 18, Advanced = 80, WorksFrom = 16;

    // They tell of somebody's health: no event carries them.
    private static readonly HashSet<int> OfHealth = [(int)Wire.ConcernKind.ElderlyDisabledByAge, (int)Wire.ConcernKind.ChildDisabled, Disabled];

    public static bool IsElderly(int kind) => kind is >= 1 and <= 10;

    public static bool IsChild(int kind) => kind is >= 11 and <= 20;

    /// <summary>Of the groups for whom jobs are made; alone they do not make anybody vulnerable.</summary>
    public static bool IsForJobs(int kind) => kind is >= 31 and <= 40;

    /// <summary>Kinds that an event may name.</summary>
    public static List<string> ToTell(IEnumerable<int> kinds) => [.. kinds.Where(k => !OfHealth.Contains(k)).Select(k => ((Wire.ConcernKind)k).ToString())];

    /// <summary>Whoever was born then or earlier is 80 in this year.</summary>
    public static int BornForAged80(DateOnly today) => today.Year - Advanced;

    public static List<int> Read(Check check, IReadOnlyList<Wire.ConcernKind> kinds, int birthYear, DateOnly today, string field = "kinds")
    {
        check.Few(field, kinds.Count, 12, min: 1);
        for (var i = 0; i < kinds.Count; i++)
        {
            check.Known($"{field}[{i}]", kinds[i]).That(kinds[i] != Wire.ConcernKind.ElderlyAged80, $"{field}[{i}]", "FOLLOWS_FROM_AGE", "高龄由出生年份得出，不必填写");
            if (birthYear == 0) continue;
            if (Misfit((int)kinds[i], birthYear, today) is { } why) check.Broken($"{field}[{i}]", "AGE_DOES_NOT_FIT", why);
        }
        return [.. kinds.Select(k => (int)k).Distinct().Order()];
    }

    /// <summary>Those of the kinds that somebody of this year of birth may have.</summary>
    public static List<int> Fitting(IEnumerable<int> kinds, int birthYear, DateOnly today) => [.. kinds.Where(k => Misfit(k, birthYear, today) is null)];

    private static string? Misfit(int kind, int birthYear, DateOnly today) => (today.Year - birthYear) switch
    {
        < ElderlyFrom when IsElderly(kind) => "老年人类别须年满 60 周岁",
        > FullAge when IsChild(kind) => "儿童类别须未满 18 周岁",
        < WorksFrom when IsForJobs(kind) => "就业重点人群须年满 16 周岁",
        _ => null,
    };

    public static List<int> Read(Check check, IReadOnlyList<Wire.Disability> disabilities, bool disabled)
    {
        check.Few("disabilities", disabilities.Count, 7)
            .That(disabled == disabilities.Count > 0, "disabilities", disabled ? "REQUIRED" : "NOT_OF_THE_KIND", "残疾类别与等级须与类别“持证残疾人”一并填写");
        for (var i = 0; i < disabilities.Count; i++) check.Known($"disabilities[{i}].kind", disabilities[i].Kind).Within($"disabilities[{i}].grade", disabilities[i].Grade, 1, 4);
        check.That(disabilities.Select(d => d.Kind).Distinct().Count() == disabilities.Count, "disabilities", "TWICE", "同一残疾类别出现了两次");
        return [.. disabilities.Select(d => (int)d.Kind * 10 + d.Grade).Order()];
    }

    public static IEnumerable<Wire.ConcernKind> KindsOf(Person person, DateOnly today)
    {
        foreach (var kind in person.Kinds) yield return (Wire.ConcernKind)kind;
        if (person.BirthYear <= BornForAged80(today)) yield return Wire.ConcernKind.ElderlyAged80;
    }
}
