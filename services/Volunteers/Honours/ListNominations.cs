using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class ListNominations(VolunteersDb db, HonourDesk desk)
{
    public async Task<Wire.ListNominationsResponse> Handle(Wire.ListNominationsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("honour_id", request.HonourId, out var honourId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.HonourId, request.WinnersOnly);
        var after = page.AfterId(check);
        check.OrThrow();
        var honour = await desk.Seen.FirstOrDefaultAsync(h => h.Id == honourId, cancel) ?? throw HonourRefusals.NotFound(request.HonourId);

        var nominations = db.Nominations.AsNoTracking().Where(n => n.HonourId == honourId);
        if (request.WinnersOnly) nominations = nominations.Where(n => n.Won);
        if (after is { } last) nominations = nominations.Where(n => n.Id > last);
        var rows = await (from nomination in nominations
                          join volunteer in desk.People on nomination.VolunteerId equals volunteer.Id
                          orderby nomination.Id
                          select new { nomination, Home = volunteer.Area, volunteer.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListNominationsResponse();
        foreach (var row in rows.Take(page.Size)) reply.Nominations.Add(await desk.OfAsync(row.nomination, honour, row.Home, row.Name, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].nomination.Id.ToString());
        return reply;
    }
}
