using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class CloseTeamPost(PartyDb db, TeamDesk desk)
{
    public async Task<Wire.TeamPost> Handle(Wire.CloseTeamPostRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var teamId = await db.TeamPosts.Where(p => p.Id == id).Select(p => (Guid?)p.TeamId).FirstOrDefaultAsync(cancel) ?? throw TeamRefusals.NoPost(request.Id);
        var team = await desk.HoldAsync(teamId, cancel);
        var post = await db.TeamPosts.FirstAsync(p => p.Id == id, cancel);
        Etag.Match(request.Etag, post.Version);
        post.Close(team, await db.TeamHoldings.AnyAsync(h => h.RunningPostId == id, cancel));
        var reply = await db.SaveAsync(() => TeamDesk.Of(post, null), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
