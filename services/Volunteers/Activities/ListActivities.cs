using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class ListActivities(VolunteersDb db, TimeProvider clock)
{
    public async Task<Wire.ListActivitiesResponse> Handle(Wire.ListActivitiesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var teamId = Guid.Empty;
        if (request.TeamId.Length > 0) check.Id("team_id", request.TeamId, out teamId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ShowAll, request.TeamId);
        var after = page.AfterId(check);
        check.OrThrow();

        var activities = db.Published.AsNoTracking();
        if (division is { } area) activities = activities.In(area);
        if (request.TeamId.Length > 0) activities = activities.Where(a => a.TeamId == teamId);
        var now = clock.GetUtcNow();
        if (!request.ShowAll) activities = activities.Where(a => a.State == ActivityState.Published && a.EndsAt > now);
        if (after is { } last) activities = activities.Where(a => a.Id < last);
        var rows = await activities.OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListActivitiesResponse();
        reply.Activities.AddRange(rows.Take(page.Size).Select(a => a.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
