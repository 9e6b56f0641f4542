using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ListIntakes(IncubationDesk desk)
{
    public async Task<Wire.ListIntakesResponse> Handle(Wire.ListIntakesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        Guid incubatorId = default;
        if (request.IncubatorId.Length > 0) check.Id("incubator_id", request.IncubatorId, out incubatorId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.IncubatorId, request.OpenOnly);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, today) = (desk.Announced, desk.Today);
        if (incubatorId != default) rows = rows.Where(r => r.IncubatorId == incubatorId);
        if (request.OpenOnly) rows = rows.Where(r => r.StartsOn <= today && r.EndsOn >= today);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListIntakesResponse();
        reply.Intakes.AddRange(found.Take(page.Size).Select(IncubationDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
