using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class EndEngagement(WelfareDb db, JobDesk desk, JobRows rows, Deaths deaths)
{
    public async Task<Wire.JobEngagement> Handle(Wire.EndEngagementRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Known("ground", request.Ground).That(request.Ground != Wire.JobEndGround.Term, "ground", "NOT_YOURS_TO_SAY", "期满自动结束，不必填写").Date("end_date", request.EndDate, out var on)
            .That(on <= desk.Today, "end_date", "IN_THE_FUTURE", "不能晚于今天").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var engagement = await desk.FindEngagementAsync(id, cancel);
        new Check().That(on >= engagement.StartsOn && on <= engagement.UntilOn, "end_date", "OUT_OF_RANGE", "应在上岗期限内").OrThrow();
        Etag.Match(request.Etag, engagement.Version);
        await rows.HoldCountyAsync(engagement.Area, cancel);
        // The person before the job, as whoever engages. The last day stays as it is told: what was worked until then is paid.
        if (request.Ground == Wire.JobEndGround.Died) await deaths.EnterAsync(engagement.PersonId, on, cancel);
        await rows.HoldAsync(engagement.JobId, cancel);
        engagement.End((JobEndGround)request.Ground, on, desk.Me.At);
        (await desk.FindAsync(engagement.JobId, cancel)).Free();
        await rows.TakeOffAsync(id, on, cancel);
        var overpaid = (await desk.OverpaidAsync([engagement], cancel)).GetValueOrDefault(id);
        var reply = await db.SaveAsync(() => JobWire.Of(engagement, overpaid), cancel);
        await deaths.FollowAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
