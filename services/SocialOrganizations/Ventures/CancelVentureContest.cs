using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class CancelVentureContest(SocialOrgsDb db, VentureDesk desk, Work work)
{
    public async Task<Wire.VentureContest> Handle(Wire.CancelVentureContestRequest request, CancellationToken cancel)
    {
        new Check().Id("contest_id", request.ContestId, out var contestId).Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: nothing enters while it ends.
        var contest = await desk.HoldContestAsync(contestId, cancel);
        Etag.Match(request.Etag, contest.Version);
        if (await desk.HasEnteredAsync(contestId, desk.Me, cancel)) throw VentureRefusals.OwnContest();
        contest.Cancel(request.Reason.Trim(), desk.Me, desk.Now);
        foreach (var venture in await db.Ventures.Where(v => v.ContestId == contestId && v.State == VentureState.Submitted).ToListAsync(cancel)) venture.Decline(desk.Now);
        work.Purpose = contest.CancelReason;
        var reply = await db.SaveAsync(() => VentureDesk.Of(contest), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
