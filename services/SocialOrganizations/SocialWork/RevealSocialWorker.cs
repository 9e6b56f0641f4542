using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class RevealSocialWorker(SocialOrgsDb db, SocialWorkDesk desk, SocialWorkerWire wire)
{
    public async Task<Wire.RevealedSocialWorker> Handle(Wire.RevealSocialWorkerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        var worker = await desk.FindAsync(id, cancel);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(worker.Id, worker.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return wire.Reveal(worker);
    }
}
