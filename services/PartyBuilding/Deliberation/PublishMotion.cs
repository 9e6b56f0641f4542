using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class PublishMotion(DeliberationDesk desk, OrganizationDesk days)
{
    public async Task<Wire.Motion> Handle(Wire.PublishMotionRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("motion_id", request.MotionId, out var id)
            .That(request.Step is Wire.DeliberationStep.DecisionPublication or Wire.DeliberationStep.ResultPublication, "step", "NOT_A_PUBLICATION", "应为决议公开或实施结果公开").Few("venues", request.Venues.Count, 10, min: 1)
            .Date("until_date", request.UntilDate, out var until).Text("text", request.Text, 4_000, min: 10);
        for (var i = 0; i < Math.Min(request.Venues.Count, 10); i++) check.Text($"venues[{i}]", request.Venues[i], 100, min: 2);
        var from = days.Past(check, "from_date", request.FromDate);
        check.That(until == default || from == default || until >= from, "until_date", "BEFORE_THE_START", "不能早于开始日期").OrThrow();
        var motion = await desk.FindAsync(id, request.Etag, cancel);
        var step = (DeliberationStep)request.Step;
        motion.MustBeNext(step);
        var minDays = (await desk.RuleAsync(motion.Area, step, null, from, cancel))?.MinDays ?? 1;
        motion.Publish(step, [.. request.Venues.Select(v => v.Trim())], from, until, request.Text.Trim(), minDays, desk.Now);
        return await desk.SaveAsync(motion, cancel);
    }
}
