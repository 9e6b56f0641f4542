using Governance.Messaging;
using Governance.Rpc;

namespace Governance.PartyBuilding.Deliberation;

/// <summary>
/// Which meeting a statute lets take a step, with what quorum and majority at least, from a day on, with the clause. A division may ask for more and never for less, and lets no other meeting take the
/// step. Data, without an rpc: whoever could lower it could leave out the residents.
/// </summary>
[Nationwide("it holds for the whole country")]
internal sealed class DeliberationFloor
{
    public int Id { get; init; }
    public DeliberationStep Step { get; init; }
    public MeetingBody Body { get; init; }

    /// <summary>Null = in communities and villages.</summary>
    public CommunityForm? Form { get; init; }

    /// <summary>Null = no statute says how many must come.</summary>
    public Fraction? Quorum { get; init; }

    public Fraction Majority { get; init; } = new(1, 2, false);
    public MajorityOf MajorityOf { get; init; }
    public string Basis { get; init; } = "";
    public DateOnly Since { get; init; }

    /// <summary>Every field by which a rule asks for less.</summary>
    public IReadOnlyList<Violation> WhatIsLess(DeliberationRule rule) => new Check()
        .That(Quorum is null || rule.Quorum!.AtLeast(Quorum), "rule.quorum", "BELOW_THE_STATUTE", $"到会比例不得低于{Quorum?.Chinese}：{Basis}")
        .That(rule.Majority!.AtLeast(Majority), "rule.majority", "BELOW_THE_STATUTE", $"通过比例不得低于{Majority.Chinese}：{Basis}")
        .That(rule.MajorityOf >= MajorityOf, "rule.majority_of", "BELOW_THE_STATUTE", $"通过比例应按应到人数计算：{Basis}").Violations;

    /// <summary>What the statute asks for, where no rule asks for as much.</summary>
    public DeliberationRule ToRule(string area, DateTimeOffset at) => DeliberationRule.OfMeeting(area, Step, Body, Form, Quorum ?? new Fraction(1, 2, false), Majority, MajorityOf, Basis, Since, at);
}
