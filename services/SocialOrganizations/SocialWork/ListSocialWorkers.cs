using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class ListSocialWorkers(SocialOrgsDb db, SocialWorkDesk desk, SocialWorkerWire wire, DivisionMap map)
{
    public async Task<Wire.ListSocialWorkersResponse> Handle(Wire.ListSocialWorkersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Level), "level", "UNKNOWN_VALUE", "不是有效的取值")
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid stationId = default;
        DateOnly by = default;
        if (request.StationId.Length > 0) check.Id("station_id", request.StationId, out stationId);
        if (request.EndsByDate.Length > 0) check.Date("ends_by_date", request.EndsByDate, out by);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Level, request.State, request.StationId, request.EndsByDate);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, level, state) = (db.SocialWorkers.AsNoTracking(), (SocialWorkLevel)request.Level, (SocialWorkerState)request.State);
        if (division is { } area) rows = rows.In(area);
        if (level > 0) rows = rows.Where(w => w.Level == level);
        if (state > 0) rows = rows.Where(w => w.State == state);
        if (stationId != default) rows = rows.Where(w => w.StationId == stationId);
        if (by != default) rows = rows.Where(w => w.ValidUntil <= by);
        if (after is { } last) rows = rows.Where(w => w.Id < last);
        var found = await rows.OrderByDescending(w => w.Id).Take(page.Size + 1).ToListAsync(cancel);
        var (rule, reply) = (await desk.RuleAsync(cancel), new Wire.ListSocialWorkersResponse());
        foreach (var row in found.Take(page.Size)) reply.SocialWorkers.Add(wire.Of(row, await map.NameAsync(row.Area, cancel), rule));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
