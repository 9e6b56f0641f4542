using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class GetVentureReview(SocialOrgsDb db, VentureDesk desk)
{
    public async Task<Wire.VentureReview> Handle(Wire.GetVentureReviewRequest request, CancellationToken cancel)
    {
        new Check().Id("venture_id", request.VentureId, out var id).OrThrow();
        var venture = await db.Ventures.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VentureRefusals.NoVenture(request.VentureId);
        var contest = await db.VentureContests.AsNoTracking().FirstAsync(c => c.Id == venture.ContestId, cancel);
        var (reviews, panel) = await desk.ReviewsAsync(contest, [venture], cancel);
        var review = reviews[id];
        // Who is on the panel, or scores and may be seated yet, sees what they gave themselves until it is decided: nobody scores by what the others have given, or by the votes. Nor does who works for an entrant see how it
        // stands, their own or another.
        var seat = panel.FirstOrDefault(p => p.Subject == desk.Me);
        var blind = !contest.Decided && (seat is not null || desk.MayScore || await desk.HasEnteredAsync(contest.Id, desk.Me, cancel));
        // How the vote stands is told to nobody while it goes on.
        var votes = !blind && desk.Today > contest.VoteEndsOn ? (await desk.VotesAsync(contest.Id, cancel)).GetValueOrDefault(id) : default;
        var reply = new Wire.VentureReview { VentureId = request.VentureId, Points = contest.Panel.Points, Votes = votes.All, DeskVotes = votes.AtDesks };
        if (!blind) (reply.Mean, reply.Median, reply.Enough, reply.Passed) = (Math.Round(review.Mean, 2), review.Median, review.Enough, review.Passed);
        reply.Scores.AddRange(review.Scores.Where(s => !blind || s.PanelistId == seat?.Id).Select(s => VentureDesk.Of(s, !blind && review.IsOutlier(s))));
        reply.RecusedIds.AddRange(panel.Where(p => p.IsBarredFrom(venture) && !review.Scores.Any(s => s.PanelistId == p.Id)).Select(p => p.Id.ToString()));
        return reply;
    }
}
