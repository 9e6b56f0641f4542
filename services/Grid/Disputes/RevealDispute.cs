using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class RevealDispute(GridDb db, DisputeWire wire)
{
    public async Task<Wire.RevealedDispute> Handle(Wire.RevealDisputeRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        var dispute = await db.Disputes.AsNoTracking().Include(d => d.Parties).Include(d => d.Steps.Where(s => s.Findings != null)).AsSplitQuery().FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw DisputeRefusals.NotFound(request.Id);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(dispute.Id, dispute.Area, request.Purpose);
        await db.SaveAsync(cancel);
        return wire.Reveal(dispute);
    }
}
