using Governance.Messaging;

namespace Governance.SocialOrganizations.Organizations;

internal enum Gate { Incubation = 1, Filing, Registration, Graduation, Deregistration }

internal enum PaperKind { Charter = 1, LeaderPledge, MemberList, Premises, Funds, SupervisorConsent, FinalAssessment, Liquidation }

internal enum GateNeed { Paper = 1, Members, Days, PartyBuilding, Kind }

/// <summary>What a gate asks for in a division and below, from a day on.</summary>
internal sealed class GateRule : Aggregate
{
    private GateRule() { }

    public Gate Gate { get; private init; }

    /// <summary>Null = every kind that has no rule of its own there.</summary>
    public OrganizationKind? Kind { get; private init; }
    public DateOnly Since { get; private init; }
    public short[] Papers { get; private init; } = [];
    public int MinMembers { get; private init; }
    public int MinDays { get; private init; }
    public bool NeedsPartyBuilding { get; private init; }

    /// <summary>What the county decides, and when somebody may be let out of the shell or end: no town eases it for itself.</summary>
    public static bool IsOfTheCounty(Gate gate) => gate is Gate.Registration or Gate.Graduation or Gate.Deregistration;

    public static GateRule Set(string area, Gate gate, OrganizationKind? kind, DateOnly since, IEnumerable<PaperKind> papers, int minMembers, int minDays, bool party, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = area, Gate = gate, Kind = kind, Since = since, Papers = [.. papers.Select(p => (short)p).Distinct().Order()], MinMembers = minMembers, MinDays = minDays, NeedsPartyBuilding = party,
    };

    /// <summary>Everything that is missing, not the first thing.</summary>
    public GateFindings Look(Organization at, IReadOnlyCollection<PaperKind> shown, bool ledByParty, DateOnly today)
    {
        var lacks = Papers.Select(p => (PaperKind)p).Where(p => !shown.Contains(p)).Select(p => new GateLack(GateNeed.Paper, p, 1, 0)).ToList();
        if (Gate is Gate.Filing or Gate.Registration && at.Kind == OrganizationKind.MicroGroup) lacks.Add(new(GateNeed.Kind, null, 1, 0));
        if (at.MemberCount < MinMembers) lacks.Add(new(GateNeed.Members, null, MinMembers, at.MemberCount));
        // Who was entered with a registration was never incubated here: its days count from there.
        var days = (at.IncubatedOn ?? at.RegisteredOn) is { } since ? today.DayNumber - since.DayNumber : 0;
        if (days < MinDays) lacks.Add(new(GateNeed.Days, null, MinDays, days));
        // Out of the shell goes nobody who is not led, whatever a division has set before that was refused.
        if ((NeedsPartyBuilding || Gate == Gate.Graduation) && !ledByParty) lacks.Add(new(GateNeed.PartyBuilding, null, 1, 0));
        return new GateFindings(Gate, lacks);
    }
}

/// <summary>What a gate misses.</summary>
internal sealed record GateFindings(Gate Gate, IReadOnlyList<GateLack> Lacks)
{
    public void MustBeEmpty()
    {
        if (Lacks.Count > 0) throw OrganizationRefusals.GateNotMet(this);
    }
}

/// <summary>One thing that is missing.</summary>
internal sealed record GateLack(GateNeed Need, PaperKind? Paper, int Wanted, int Found)
{
    /// <summary>For machines, e.g. <c>paper-charter</c>.</summary>
    public string Code => Need switch
    {
        GateNeed.Paper => "paper-" + Paper switch
        {
            PaperKind.Charter => "charter", PaperKind.LeaderPledge => "leader-pledge", PaperKind.MemberList => "member-list", PaperKind.Premises => "premises", PaperKind.Funds => "funds",
            PaperKind.SupervisorConsent => "supervisor-consent", PaperKind.FinalAssessment => "final-assessment", _ => "liquidation",
        },
        GateNeed.Members => "members",
        GateNeed.Days => "days",
        GateNeed.PartyBuilding => "party-building",
        _ => "kind",
    };

    public string Chinese => Need switch
    {
        GateNeed.Paper => Paper switch
        {
            PaperKind.Charter => "章程", PaperKind.LeaderPledge => "负责人承诺书", PaperKind.MemberList => "成员名单", PaperKind.Premises => "住所证明", PaperKind.Funds => "验资证明",
            PaperKind.SupervisorConsent => "业务主管单位同意文件", PaperKind.FinalAssessment => "出壳评估报告", _ => "清算报告",
        },
        GateNeed.Members => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"成员至少 {Wanted} 人（现有 {Found} 人）"),
        GateNeed.Days => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"培育至少 {Wanted} 天（现为 {Found} 天）"),
        GateNeed.PartyBuilding => "党建覆盖（单建、联建或党建指导员，并已由党建服务确认）",
        _ => "微组织以外的类别",
    };
}
