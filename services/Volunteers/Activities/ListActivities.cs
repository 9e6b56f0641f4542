using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class ListActivities(VolunteersDb db, TimeProvider clock)
{
    public async Task<Wire.ListActivitiesResponse> Handle(Wire.ListActivitiesRequest request, CancellationToken cancel)
    {
        Area area = default;
        var check = new Check().That(request.DivisionCode.Length == 0 || Area.TryParse(request.DivisionCode, out area), "division_code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ShowAll);
        var after = Guid.Empty;
        check.That(page.After is null || Guid.TryParse(page.After, out after), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();

        var activities = db.Published.AsNoTracking();
        if (request.DivisionCode.Length > 0) activities = activities.In(area);
        var now = clock.GetUtcNow();
        if (!request.ShowAll) activities = activities.Where(a => a.State == ActivityState.Published && a.EndsAt > now);
        if (page.After is not null) activities = activities.Where(a => a.Id < after);
        var rows = await activities.OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListActivitiesResponse();
        reply.Activities.AddRange(rows.Take(page.Size).Select(a => a.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
