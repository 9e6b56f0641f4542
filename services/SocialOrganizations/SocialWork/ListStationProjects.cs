using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class ListStationProjects(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.ListStationProjectsResponse> Handle(Wire.ListStationProjectsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        Guid stationId = default;
        if (request.StationId.Length > 0) check.Id("station_id", request.StationId, out stationId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.StationId);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.StationProjects.AsNoTracking();
        if (division is { } area) rows = rows.In(area);
        if (stationId != default) rows = rows.Where(p => p.StationId == stationId);
        if (after is { } last) rows = rows.Where(p => p.Id < last);
        var found = await rows.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var outputs = await desk.OutputsAsync([.. found.Select(p => p.Id)], cancel);
        var reply = new Wire.ListStationProjectsResponse();
        reply.Projects.AddRange(found.Take(page.Size).Select(p => SocialWorkDesk.Of(p, outputs[p.Id])));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
