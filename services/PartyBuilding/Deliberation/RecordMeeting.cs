using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class RecordMeeting(DeliberationDesk desk, OrganizationDesk days)
{
    public async Task<Wire.Motion> Handle(Wire.RecordMeetingRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("motion_id", request.MotionId, out var id).That(request.Step is >= Wire.DeliberationStep.Proposal and <= Wire.DeliberationStep.Resolution, "step", "NOT_A_MEETING", "应为提议、商议、审议或决议")
            .Known("body", request.Body).Text("venue", request.Venue, 100, min: 2).Within("entitled", request.Entitled, 1, 100_000).Within("present", request.Present, 0, request.Entitled)
            .Within("approved", request.Approved, 0, request.Present).Within("opposed", request.Opposed, 0, request.Present).Within("abstained", request.Abstained, 0, request.Present)
            .That((long)request.Approved + request.Opposed + request.Abstained <= request.Present, "approved", "MORE_VOTES_THAN_PEOPLE", "赞成、反对、弃权之和不能超过实到人数");
        var on = days.Past(check, "held_date", request.HeldDate);
        check.OrThrow();
        var motion = await desk.FindAsync(id, request.Etag, cancel);
        var (step, body) = ((DeliberationStep)request.Step, (MeetingBody)request.Body);
        motion.MustBeNext(step);
        var rule = await desk.RuleAsync(motion.Area, step, body, on, cancel) ?? throw DeliberationRefusals.NoSuchMeeting(step, body);
        motion.Record(new Ballot(body, on, request.Venue.Trim(), request.Entitled, request.Present, request.Approved, request.Opposed, request.Abstained), rule);
        return await desk.SaveAsync(motion, cancel);
    }
}
