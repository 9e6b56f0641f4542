using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ListResidencies(SocialOrgsDb db)
{
    public async Task<Wire.ListResidenciesResponse> Handle(Wire.ListResidenciesRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid incubatorId = default;
        if (request.IncubatorId.Length > 0) check.Id("incubator_id", request.IncubatorId, out incubatorId);
        DateOnly by = default;
        if (request.EndsByDate.Length > 0) check.Date("ends_by_date", request.EndsByDate, out by);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.IncubatorId, request.State, request.EndsByDate);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, state) = (db.Residencies.AsNoTracking(), (ResidencyState)request.State);
        if (incubatorId != default) rows = rows.Where(r => r.IncubatorId == incubatorId);
        if (state > 0) rows = rows.Where(r => r.State == state);
        if (by != default) rows = rows.Where(r => r.EndedOn == null && r.EndsOn <= by);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListResidenciesResponse();
        reply.Residencies.AddRange(found.Take(page.Size).Select(IncubationDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
