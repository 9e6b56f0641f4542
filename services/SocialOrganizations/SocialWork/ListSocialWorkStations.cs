using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class ListSocialWorkStations(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.ListSocialWorkStationsResponse> Handle(Wire.ListSocialWorkStationsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, kind) = (db.SocialWorkStations.AsNoTracking(), (SocialWorkStationKind)request.Kind);
        if (division is { } area) rows = rows.In(area);
        if (kind > 0) rows = rows.Where(s => s.Kind == kind);
        if (!request.ShowClosed) rows = rows.Where(s => !s.Closed);
        if (after is { } last) rows = rows.Where(s => s.Id < last);
        var found = await rows.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var staff = await desk.StaffAsync([.. found.Select(s => s.Id)], cancel);
        var reply = new Wire.ListSocialWorkStationsResponse();
        foreach (var row in found.Take(page.Size)) reply.Stations.Add(await desk.OfAsync(row, staff.GetValueOrDefault(row.Id), cancel));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
