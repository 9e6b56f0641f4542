using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Transfers;

internal sealed class ListTransfers(PartyDb db, TransferDesk desk)
{
    public async Task<Wire.ListTransfersResponse> Handle(Wire.ListTransfersRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid organizationId = default, memberId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        if (request.MemberId.Length > 0) check.Id("member_id", request.MemberId, out memberId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OrganizationId, request.MemberId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        var transfers = desk.Seen.AsNoTracking();
        if (organizationId != default) transfers = transfers.Where(t => t.FromId == organizationId || t.ToId == organizationId);
        if (memberId != default) transfers = transfers.Where(t => t.MemberId == memberId);
        var state = (TransferState)request.State;
        if (state != 0) transfers = transfers.Where(t => t.State == state);
        if (after is { } last) transfers = transfers.Where(t => t.Id < last);
        var rows = await transfers.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(cancel);
        var (ids, names) = (rows.Select(t => t.MemberId).Distinct().ToList(), await desk.NamesAsync(rows, cancel));
        var people = await db.Everywhere<Member>("masked names, for both sides").Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Person.Name, cancel);
        var reply = new Wire.ListTransfersResponse();
        reply.Transfers.AddRange(rows.Take(page.Size).Select(t => desk.Of(t, people[t.MemberId], names)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
