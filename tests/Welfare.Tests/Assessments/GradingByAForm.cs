using Governance.Servers;
using Governance.Welfare.Assessments;

namespace Governance.Welfare.Tests.Assessments;

public sealed class GradingByAForm
{
    private static readonly FormDefinition Ability = Read("ability-1.json"), Risk = Read("child-risk-1.json"), Elder = Read("elder-risk-1.json");

    [Fact]
    public void The_standard_has_twenty_six_items_in_four_groups_and_ninety_points()
    {
        Assert.Equal(26, Ability.Items.Count);
        Assert.Equal([("自理能力", 8, 32), ("基础运动能力", 4, 15), ("精神状态", 9, 28), ("感知觉与社会参与", 5, 15)],
            Ability.Items.GroupBy(i => i.Group).Select(g => (g.Key, g.Count(), g.Sum(i => i.Options.Max(o => o.Points)))));
        Assert.Equal((0, 90), (Ability.Sums().Min(), Ability.Sums().Max()));
        Assert.All(Ability.Items, i => Assert.Equal(Enumerable.Range(0, i.Options.Count), i.Options.Select(o => o.Points).Order()));
        Assert.Equal((12, 2), (Ability.ReassessMonths, Ability.Assessors));
    }

    [Theory]
    [InlineData(90, 1), InlineData(89, 2), InlineData(66, 2), InlineData(65, 3), InlineData(46, 3), InlineData(45, 4), InlineData(30, 4), InlineData(29, 5), InlineData(0, 5)]
    public void Points_give_the_grade_of_the_standard(int points, int grade) => Assert.Equal(new Graded(points, grade, grade), Ability.Grade(Answers(Ability, points), []));

    [Theory]
    [InlineData(90, "coma", 5), InlineData(90, "dementia-or-mental-disorder", 2), InlineData(66, "two-care-incidents", 3), InlineData(29, "two-care-incidents", 5)]
    // Each raises the grade by one over the one that the points give, so both together do too.
    [InlineData(90, "dementia-or-mental-disorder two-care-incidents", 2), InlineData(90, "coma two-care-incidents", 5)]
    public void Coma_illness_of_the_mind_and_incidents_change_it(int points, string adjustments, int grade) => Assert.Equal(grade, Ability.Grade(Answers(Ability, points), adjustments.Split(' ')).Grade);

    [Theory]
    [InlineData(0, "", 1), InlineData(7, "", 1), InlineData(8, "", 2), InlineData(15, "", 2), InlineData(16, "", 3), InlineData(24, "", 3), InlineData(25, "", 4), InlineData(36, "", 4)]
    [InlineData(0, "suspected-abuse", 4), InlineData(3, "nobody-in-charge", 4), InlineData(8, "grave-change", 3), InlineData(36, "grave-change", 4)]
    public void A_childs_risk_is_low_medium_high_or_critical(int points, string adjustments, int level) => Assert.Equal(level, Risk.Grade(Answers(Risk, points), adjustments.Split(' ')).Grade);

    [Theory]
    [InlineData(0, "", 1), InlineData(8, "", 2), InlineData(16, "", 3), InlineData(25, "", 4), InlineData(36, "", 4)]
    [InlineData(0, "dependent-and-alone", 4), InlineData(0, "suspected-abuse", 4), InlineData(8, "grave-change", 3), InlineData(25, "grave-change", 4)]
    public void So_is_that_of_an_elderly_person(int points, string adjustments, int level) => Assert.Equal(level, Elder.Grade(Answers(Elder, points), adjustments.Split(' ')).Grade);

    [Fact]
    public void Every_sum_of_the_shipped_forms_means_one_grade() => Assert.All(new[] { Ability, Risk, Elder }, form => Assert.All(form.Sums(), s => Assert.NotNull(form.GradeOf(s))));

    /// <summary>Answers with this sum: the best first, then less and less.</summary>
    internal static Dictionary<string, int> Answers(FormDefinition form, int points)
    {
        var answers = form.Items.ToDictionary(i => i.Code, i => i.Options.Max(o => o.Points));
        for (var over = answers.Values.Sum() - points; over > 0; over--)
        {
            var item = form.Items.First(i => answers[i.Code] > 0);
            answers[item.Code]--;
        }
        return answers;
    }

    internal static FormDefinition Read(string file) => FormDefinition.Parse(File.ReadAllText(Path.Combine(Repository.Root, "services", "Welfare", "Assessments", "Forms", file)));
}
