using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ListPilots(SocialOrgsDb db, ProjectDesk desk)
{
    public async Task<Wire.ListPilotsResponse> Handle(Wire.ListPilotsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值").That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, kind, state) = (db.Pilots.AsNoTracking(), (PilotKind)request.Kind, (PilotState)request.State);
        if (division is { } area) rows = rows.In(area);
        if (kind > 0) rows = rows.Where(p => p.Kind == kind);
        if (state > 0) rows = rows.Where(p => p.State == state);
        if (after is { } last) rows = rows.Where(p => p.Id < last);
        var found = await rows.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPilotsResponse();
        foreach (var row in found.Take(page.Size)) reply.Pilots.Add(await desk.OfAsync(row, cancel));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
