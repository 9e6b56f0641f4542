using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ListIncubators(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.ListIncubatorsResponse> Handle(Wire.ListIncubatorsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Level), "level", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Level, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = db.Incubators.AsNoTracking();
        if (division is { } area) rows = rows.In(area);
        var level = (IncubatorLevel)request.Level;
        if (level > 0) rows = rows.Where(r => r.Level == level);
        if (!request.ShowClosed) rows = rows.Where(r => !r.Closed);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListIncubatorsResponse();
        foreach (var row in found.Take(page.Size)) reply.Incubators.Add(await desk.OfAsync(row, cancel));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
