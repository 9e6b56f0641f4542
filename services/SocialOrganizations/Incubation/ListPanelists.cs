using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class ListPanelists(SocialOrgsDb db)
{
    public async Task<Wire.ListPanelistsResponse> Handle(Wire.ListPanelistsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("intake_id", request.IntakeId, out var intakeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.IntakeId);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await db.Intakes.AnyAsync(i => i.Id == intakeId, cancel)) throw IncubationRefusals.NoIntake(request.IntakeId);
        var rows = db.Panelists.AsNoTracking().Where(r => r.IntakeId == intakeId);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPanelistsResponse();
        reply.Panelists.AddRange(found.Take(page.Size).Select(IncubationDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
