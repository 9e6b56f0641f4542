using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class ListPropertyCompanies(PartyDb db)
{
    public async Task<Wire.ListPropertyCompaniesResponse> Handle(Wire.ListPropertyCompaniesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var companies = db.PropertyCompanies.AsNoTracking();
        if (division is { } area) companies = companies.In(area);
        if (after is { } last) companies = companies.Where(c => c.Id < last);
        var rows = await companies.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPropertyCompaniesResponse();
        reply.Companies.AddRange(rows.Take(page.Size).Select(CompoundDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
