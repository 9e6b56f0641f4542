namespace Governance.Grid.Calls;

/// <summary>What whoever appealed is told when the case that came from it is closed: a sentence a code, as events carry no text that somebody typed. Neither that somebody died nor where they went.</summary>
internal static class CaseAnswers
{
    private const string Other = "您反映的事项已由民政部门办结，如有疑问可向所在街道（乡镇）民政工作人员咨询";

    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["GoalsMet"] = "您反映的事项已由民政部门核实并办结，相关帮扶措施已落实",
        ["NotEligible"] = "您反映的事项已由民政部门核实，按现行政策不符合救助帮扶条件，已办结",
        ["Declined"] = "您反映的事项已由民政部门核实，当事人表示不需要帮扶，已办结",
        ["Withdrawn"] = "来源诉求已办结或撤回，转介随之撤回",
        ["Merged"] = "您反映的事项与同一人的另一事项合并办理",
        ["Ended"] = Other,
    };

    /// <summary>The sentence; of a code that is not known yet the general one.</summary>
    public static string For(string outcome) => Sentences.GetValueOrDefault(outcome, Other);
}
