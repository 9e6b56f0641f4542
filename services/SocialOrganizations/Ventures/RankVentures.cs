using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class RankVentures(VentureDesk desk)
{
    public async Task<Wire.RankVenturesResponse> Handle(Wire.RankVenturesRequest request, CancellationToken cancel)
    {
        new Check().Id("contest_id", request.ContestId, out var contestId).OrThrow();
        var contest = await desk.ContestAsync(contestId, cancel);
        contest.MustBeOver(desk.Today);
        var ranked = await desk.RankAsync(contest, await desk.Ventures.Where(v => v.ContestId == contestId).ToListAsync(cancel), cancel);
        // Until each has the scores that it needs, some are still to come: nobody gives theirs by what the others have given.
        if (ranked.Any(r => !r.Review.Enough)) throw VentureRefusals.Unscored();
        var reply = new Wire.RankVenturesResponse { Votes = ranked.Sum(r => r.Votes.All), DeskVotes = ranked.Sum(r => r.Votes.AtDesks) };
        reply.Standings.AddRange(ranked.Take(500).Select((r, i) => new Wire.VentureStanding { Place = i + 1, VentureId = r.Venture.Id.ToString(), Title = r.Venture.Title, Score = r.Score, Votes = r.Votes.All, DeskVotes = r.Votes.AtDesks, Passed = r.Review.Passed }));
        return reply;
    }
}
