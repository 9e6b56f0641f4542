using System.Globalization;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class ListTeamPosts(PartyDb db, TeamDesk desk, PersonWire people)
{
    public async Task<Wire.ListTeamPostsResponse> Handle(Wire.ListTeamPostsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("team_id", request.TeamId, out var teamId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.TeamId);
        var (kind, id) = (default(TeamPostKind), default(Guid));
        check.That(page.After is not { } after || (after.Length > 2 && Enum.TryParse(after[..1], out kind) && Guid.TryParse(after[2..], out id)), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        if (!await db.Teams.AnyAsync(t => t.Id == teamId, cancel)) throw TeamRefusals.NotFound(request.TeamId);
        var posts = db.TeamPosts.AsNoTracking().Where(p => p.TeamId == teamId && !p.Closed);
        if (page.After is not null) posts = posts.Where(p => p.Kind > kind || (p.Kind == kind && p.Id > id));
        var rows = await (from post in posts
                          from holding in db.TeamHoldings.AsNoTracking().Where(h => h.RunningPostId == post.Id).DefaultIfEmpty()
                          orderby post.Kind, post.Id
                          select new { post, holding }).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Where(r => r.holding is not null).Select(r => r.holding.PersonId), cancel);
        var reply = new Wire.ListTeamPostsResponse();
        reply.Posts.AddRange(rows.Take(page.Size).Select(r => TeamDesk.Of(r.post, r.holding is null ? null : desk.Of(r.holding, names[r.holding.PersonId]))));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, string.Create(CultureInfo.InvariantCulture, $"{(int)rows[page.Size - 1].post.Kind} {rows[page.Size - 1].post.Id}"));
        return reply;
    }
}
