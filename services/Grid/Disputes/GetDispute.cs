using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class GetDispute(GridDb db, DisputeWire wire)
{
    public async Task<Wire.Dispute> Handle(Wire.GetDisputeRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var dispute = await db.Disputes.AsNoTracking().Include(d => d.Parties).Include(d => d.Proceedings).AsSplitQuery().FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw DisputeRefusals.NotFound(request.Id);
        return wire.Of(dispute, dispute.Parties.OrderBy(p => p.Ordinal));
    }
}
