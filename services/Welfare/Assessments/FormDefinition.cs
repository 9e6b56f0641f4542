using System.Text.Json;
using System.Text.Json.Serialization;

namespace Governance.Welfare.Assessments;

internal enum FormKind { Ability = 1, Risk }

/// <summary>What a form asks and how it grades: data, published version by version.</summary>
internal sealed record FormDefinition(string Name, string Source, FormKind Kind, int ReassessMonths, int Assessors, IReadOnlyList<FormQuestion> Items, IReadOnlyList<GradeSpan> Grades,
    IReadOnlyList<Adjustment> Adjustments, int MostWorseBy)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Worst grade of its kind: completely lost, critical.</summary>
    [JsonIgnore]
    public int Worst => Kind == FormKind.Ability ? 5 : 4;

    public static FormDefinition Parse(string json) => JsonSerializer.Deserialize<FormDefinition>(json, Format)!;

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Points and grades; answers and adjustments are known ones.</summary>
    public Graded Grade(IReadOnlyDictionary<string, int> answers, IReadOnlyCollection<string> adjustments)
    {
        var points = answers.Values.Sum();
        var preliminary = GradeOf(points)!.Value;
        var applied = Adjustments.Where(a => adjustments.Contains(a.Code)).ToList();
        var worse = Math.Min(Worst, preliminary + Math.Min(MostWorseBy, applied.Sum(a => a.WorseBy)));
        return new Graded(points, preliminary, Math.Max(worse, applied.Select(a => a.SetsGrade).DefaultIfEmpty(0).Max()));
    }

    /// <summary>The grade of a sum, or null when none or two say so.</summary>
    public int? GradeOf(int points) => Grades.Where(g => points >= g.From && points <= g.To).ToList() is [var one] ? one.Grade : null;

    /// <summary>Every sum that answers can give.</summary>
    public IReadOnlySet<int> Sums()
    {
        var sums = new HashSet<int> { 0 };
        foreach (var item in Items) sums = [.. sums.SelectMany(s => item.Options.Select(o => s + o.Points))];
        return sums;
    }
}

internal sealed record FormQuestion(string Code, string Group, string Name, IReadOnlyList<FormAnswer> Options);

internal sealed record FormAnswer(int Points, string Text);

internal sealed record GradeSpan(int Grade, int From, int To);

/// <summary>What changes the grade that the points give: sets it at least, or makes it worse.</summary>
internal sealed record Adjustment(string Code, string Text, int SetsGrade, int WorseBy);

internal sealed record Graded(int Points, int Preliminary, int Grade);
