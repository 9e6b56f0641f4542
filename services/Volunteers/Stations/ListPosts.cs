using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class ListPosts(VolunteersDb db, StationDesk desk)
{
    private const string OfTheStation = "of a station that the caller sees";

    public async Task<Wire.ListPostsResponse> Handle(Wire.ListPostsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("station_id", request.StationId, out var stationId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.StationId, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await desk.Seen.AnyAsync(s => s.Id == stationId, cancel)) throw StationRefusals.NotFound(request.StationId);

        var posts = db.Everywhere<Post>(OfTheStation).AsNoTracking().Where(p => p.StationId == stationId);
        if (!request.ShowClosed) posts = posts.Where(p => p.State == PostState.Open);
        if (after is { } last) posts = posts.Where(p => p.Id < last);
        var rows = await (from post in posts
                          from holding in db.Everywhere<PostHolding>(OfTheStation).Where(h => h.PostId == post.Id && h.VacatedAt == null).DefaultIfEmpty()
                          from holder in db.Everywhere<Volunteer>("a masked name, for those who manage the station").Where(v => v.Id == holding.VolunteerId && !v.Hidden).DefaultIfEmpty()
                          orderby post.Id descending
                          select new { post, holding, Name = holder == null ? null : holder.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPostsResponse();
        reply.Posts.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.post, r.holding, r.Name)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].post.Id.ToString());
        return reply;
    }
}
