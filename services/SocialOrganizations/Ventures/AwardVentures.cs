using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Funds;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class AwardVentures(SocialOrgsDb db, VentureDesk desk, FundLedger ledger, Blacklist blacklist)
{
    public async Task<Wire.VentureContest> Handle(Wire.AwardVenturesRequest request, CancellationToken cancel)
    {
        new Check().Id("contest_id", request.ContestId, out var contestId).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var contest = await desk.HoldContestAsync(contestId, cancel);
        Etag.Match(request.Etag, contest.Version);
        contest.Award(desk.Me, desk.Today);
        var ventures = await db.Ventures.Include(v => v.Tranches).Where(v => v.ContestId == contestId).ToListAsync(cancel);
        var ranked = await desk.RankAsync(contest, ventures, cancel);
        if (ranked.Any(r => !r.Review.Enough)) throw VentureRefusals.Unscored();
        if (await db.VenturePanelists.AnyAsync(p => p.ContestId == contestId && p.Subject == desk.Me, cancel) || await db.DeskTallies.AnyAsync(t => t.ContestId == contestId && t.Clerk == desk.Me, cancel)) throw FundRefusals.SamePerson();
        if (ventures.Exists(v => v.IsOf(desk.Me))) throw VentureRefusals.HasEntered();
        var fund = await ledger.HoldAsync(contest.FundId, cancel);
        // Who has been listed, suspended or ended since is declined, and the next one gets the place.
        var best = new HashSet<Venture>();
        foreach (var venture in ranked.Where(r => r.Review.Passed).Select(r => r.Venture))
        {
            if (best.Count == contest.Places) break;
            if (await blacklist.LetsAsync(venture.OrganizationId, cancel)) best.Add(venture);
        }
        fund.MustBeOpen();
        foreach (var (venture, _, _, _) in ranked)
        {
            if (best.Contains(venture)) venture.Award(desk.Me, desk.Now);
            else venture.Decline(desk.Now);
        }
        await ledger.PromiseAsync(fund, contest.EarmarkId, [.. best.OrderBy(v => v.Id).Select(v => (v.Id, v.AmountFen))], cancel);
        var reply = await db.SaveAsync(() => VentureDesk.Of(contest), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
