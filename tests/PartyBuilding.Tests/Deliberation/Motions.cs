using Governance.Party.V1;

namespace Governance.PartyBuilding.Tests.Deliberation;

/// <summary>Motions, and how far they are.</summary>
internal static class Motions
{
    private static readonly MeetingBody[] _bodies = [MeetingBody.PartyCommittee, MeetingBody.TwoCommittees, MeetingBody.PartyMeeting, MeetingBody.Representatives];

    public static EnterMotionRequest ToEnter(string division = SmallMap.Community) =>
        new() { RequestId = NewId(), DivisionCode = division, Title = "小区加装非机动车棚", Summary = "在三号楼北侧空地加装非机动车充电车棚，资金由公共收益列支。" };

    public static async Task<Motion> NewMotion(this PartyApp app, string division = SmallMap.Community) => await app.Office("51").Deliberations.EnterMotionAsync(ToEnter(division));

    /// <summary>The meeting that comes next, which passes unless told otherwise.</summary>
    public static RecordMeetingRequest ToRecord(Motion motion, int entitled = 30, int present = 25, int approved = 20, string date = "2026-03-01", MeetingBody? body = null, DeliberationStep? step = null) => new()
    {
        RequestId = NewId(), MotionId = motion.Id, Step = step ?? motion.NextStep, Body = body ?? _bodies[(int)(step ?? motion.NextStep) - 1], HeldDate = date, Venue = "社区党群服务中心", Entitled = entitled, Present = present, Approved = approved,
        Opposed = present - approved,
    };

    public static PublishMotionRequest ToPublish(Motion motion, string from = "2026-03-01", string until = "2026-03-10") => new()
    {
        RequestId = NewId(), MotionId = motion.Id, Step = motion.NextStep, Venues = { "社区公示栏", "社区微信公众号" }, FromDate = from, UntilDate = until, Text = "经居民代表会议决议，同意加装非机动车充电车棚。",
    };

    /// <summary>As far as a step that has still to come.</summary>
    public static async Task<Motion> NewMotionBefore(this PartyApp app, DeliberationStep step, string division = SmallMap.Community)
    {
        var motion = await app.NewMotion(division);
        while (motion.NextStep < step && motion.NextStep <= DeliberationStep.Resolution) motion = await app.Office("51").Deliberations.RecordMeetingAsync(ToRecord(motion));
        return motion;
    }

    public static Task<Motion> NewResolved(this PartyApp app, string division = SmallMap.Community) => app.NewMotionBefore(DeliberationStep.DecisionPublication, division);
}
