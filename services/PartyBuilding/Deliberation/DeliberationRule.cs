using Governance.Messaging;

namespace Governance.PartyBuilding.Deliberation;

internal enum MeetingBody { PartyCommittee = 1, TwoCommittees, PartyMeeting, Congress, Households, Representatives }

internal enum CommunityForm { Community = 1, Village }

internal enum MajorityOf { Present = 1, Entitled }

/// <summary>A share of a number that must be reached, or passed.</summary>
internal sealed record Fraction(int Numerator, int Denominator, bool OrMore)
{
    /// <summary>The fewest that fulfil it: in whole numbers, since two thirds of 30 are 20 and no rounding may make 19.9 of them.</summary>
    public int FewestOf(int all) => (int)(OrMore ? ((long)all * Numerator + Denominator - 1) / Denominator : (long)all * Numerator / Denominator + 1);

    /// <summary>Whether whatever number fulfils this fulfils the other, of any whole.</summary>
    public bool AtLeast(Fraction other) => (long)Numerator * other.Denominator - (long)other.Numerator * Denominator is var more && (more > 0 || (more == 0 && (!OrMore || other.OrMore)));

    public string Chinese => (Numerator, Denominator, OrMore) switch { (1, 2, false) => "过半数", (1, 2, true) => "半数以上", (_, _, true) => $"{Numerator}/{Denominator} 以上", _ => $"超过 {Numerator}/{Denominator}" };
}

/// <summary>What holds for a step in a division and below, from a day on, with the clause it rests on. Never changed: a later rule takes over.</summary>
internal sealed class DeliberationRule : Aggregate
{
    private DeliberationRule() { }

    public DeliberationStep Step { get; private init; }

    /// <summary>Null for a publication.</summary>
    public MeetingBody? Body { get; private init; }

    /// <summary>Null = in communities and villages.</summary>
    public CommunityForm? Form { get; private init; }

    public Fraction? Quorum { get; private init; }
    public Fraction? Majority { get; private init; }
    public MajorityOf? MajorityOf { get; private init; }

    /// <summary>For a publication.</summary>
    public int MinDays { get; private init; }

    public string Basis { get; private init; } = "";
    public DateOnly Since { get; private init; }

    public static DeliberationRule OfMeeting(string area, DeliberationStep step, MeetingBody body, CommunityForm? form, Fraction quorum, Fraction majority, MajorityOf of, string basis, DateOnly since, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Step = step, Body = body, Form = form, Quorum = quorum, Majority = majority, MajorityOf = of, Basis = basis, Since = since };

    public static DeliberationRule OfPublication(string area, DeliberationStep step, CommunityForm? form, int minDays, string basis, DateOnly since, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Step = step, Form = form, MinDays = minDays, Basis = basis, Since = since };

    /// <summary>Whether the votes pass, and why; refuses a meeting without a quorum.</summary>
    public (bool Passed, string Explanation) Count(Ballot ballot)
    {
        var (quorum, majority) = (Quorum!.FewestOf(ballot.Entitled), Majority!.FewestOf(MajorityOf == Deliberation.MajorityOf.Entitled ? ballot.Entitled : ballot.Present));
        if (ballot.Present < quorum) throw DeliberationRefusals.NoQuorum(ballot, quorum, Quorum, Basis);
        var passed = ballot.Approved >= majority;
        var of = MajorityOf == Deliberation.MajorityOf.Entitled ? "应到" : "实到";
        return (passed, $"应到 {ballot.Entitled} 人，实到 {ballot.Present} 人，符合{Quorum.Chinese}（至少 {quorum} 人）到会；赞成 {ballot.Approved} 票，{(passed ? "达到" : "未达到")}{of}人数{Majority.Chinese}（至少 {majority} 票），{(passed ? "通过" : "未通过")}。依据：{Basis}");
    }
}
