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
        // How the vote stands is told to nobody while it goes on.
        var votes = desk.Today > contest.VoteEndsOn ? (await desk.VotesAsync(contest.Id, cancel)).GetValueOrDefault(id) : 0;
        var reply = new Wire.VentureReview { VentureId = request.VentureId, Points = contest.Panel.Points, Mean = Math.Round(review.Mean, 2), Median = review.Median, Enough = review.Enough, Passed = review.Passed, Votes = votes };
        reply.Scores.AddRange(review.Scores.Select(s => VentureDesk.Of(s, review.IsOutlier(s))));
        reply.RecusedIds.AddRange(panel.Where(p => p.IsBarredFrom(venture)).Select(p => p.Id.ToString()));
        return reply;
    }
}
