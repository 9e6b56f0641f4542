using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class ListFilings(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map)
{
    public async Task<Wire.ListFilingsResponse> Handle(Wire.ListFilingsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var filings = db.Filings.AsNoTracking();
        if (division is { } area) filings = filings.In(area);
        var state = (FilingState)request.State;
        if (state != 0) filings = filings.Where(f => f.State == state);
        if (after is { } last) filings = filings.Where(f => f.Id < last);
        var rows = await filings.OrderByDescending(f => f.Id).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(f => f.PersonId), cancel);
        var reply = new Wire.ListFilingsResponse();
        foreach (var filing in rows.Take(page.Size)) reply.Filings.Add(desk.Of(filing, names[filing.PersonId], await map.NameAsync(filing.Area, cancel)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
