using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ListRegionalCommittees(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.ListRegionalCommitteesResponse> Handle(Wire.ListRegionalCommitteesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var committees = desk.Committees.AsNoTracking();
        if (division is { } area) committees = committees.In(area);
        if (after is { } last) committees = committees.Where(c => c.Id < last);
        var rows = await committees.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(cancel);
        var ids = rows.Select(c => c.OrganizationId).ToList();
        var names = await db.Everywhere<Organization>("the name of the organisation that leads a committee of the caller's").Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        var reply = new Wire.ListRegionalCommitteesResponse();
        foreach (var committee in rows.Take(page.Size)) reply.Committees.Add(await desk.OfAsync(committee, names[committee.OrganizationId], cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
