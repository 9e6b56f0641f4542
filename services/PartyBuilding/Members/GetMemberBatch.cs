using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class GetMemberBatch(PartyDb db)
{
    public async Task<Wire.MemberBatch> Handle(Wire.GetMemberBatchRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return MemberWire.Of(await db.MemberBatches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, cancel) ?? throw MemberRefusals.NoBatch(request.Id));
    }
}
