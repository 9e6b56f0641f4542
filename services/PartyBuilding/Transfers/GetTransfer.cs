using Governance.PartyBuilding.Members;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Transfers;

internal sealed class GetTransfer(PartyDb db, TransferDesk desk)
{
    public async Task<Wire.Transfer> Handle(Wire.GetTransferRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var transfer = await desk.Seen.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancel) ?? throw TransferRefusals.NotFound(request.Id);
        var name = await db.Everywhere<Member>("a masked name, for both sides").Where(m => m.Id == transfer.MemberId).Select(m => m.Person.Name).FirstAsync(cancel);
        return desk.Of(transfer, name, await desk.NamesAsync([transfer], cancel));
    }
}
