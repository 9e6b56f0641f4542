using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ListPartTimeMembers(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.ListPartTimeMembersResponse> Handle(Wire.ListPartTimeMembersRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("committee_id", request.CommitteeId, out var committeeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CommitteeId, request.ShowFormer);
        var after = page.AfterId(check);
        check.OrThrow();
        await desk.CommitteeAsync(committeeId, cancel);
        var seated = db.PartTimeMembers.AsNoTracking().Where(m => m.CommitteeId == committeeId);
        if (!request.ShowFormer) seated = seated.Where(m => m.UnseatedOn == null);
        if (after is { } last) seated = seated.Where(m => m.Id < last);
        var rows = await (from seat in seated
                          join member in db.Everywhere<Member>("masked names of who sits on a committee of the caller's") on seat.MemberId equals member.Id
                          orderby seat.Id descending
                          select new { seat, member.Person.Name }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPartTimeMembersResponse();
        reply.Members.AddRange(rows.Take(page.Size).Select(r => desk.Of(r.seat, r.Name)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].seat.Id.ToString());
        return reply;
    }
}
