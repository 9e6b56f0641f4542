using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Transfers;

internal sealed class ReceiveTransfer(PartyDb db, TransferDesk desk, MemberDesk members)
{
    public Task<Wire.Transfer> Handle(Wire.ReceiveTransferRequest request, CancellationToken cancel) => desk.EndAsync(request.Id, request.Etag, new Check(), t => t.ToArea, async (transfer, member) =>
    {
        transfer.Receive(desk.Now);
        var to = await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == transfer.ToId, cancel) ?? throw OrganizationRefusals.NotFound(transfer.ToId.ToString());
        await members.CountAsync(member.OrganizationId, MemberDesk.CountsOf(member).Select(m => (m, -1L)), cancel);
        member.Arrive(to, transfer.Id, desk.Now);
        await members.CountAsync(to.Id, MemberDesk.CountsOf(member).Select(m => (m, 1L)), cancel);
    }, cancel);
}
