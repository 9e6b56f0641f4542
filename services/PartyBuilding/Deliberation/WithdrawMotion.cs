using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class WithdrawMotion(DeliberationDesk desk, Work work)
{
    public async Task<Wire.Motion> Handle(Wire.WithdrawMotionRequest request, CancellationToken cancel)
    {
        new Check().Id("motion_id", request.MotionId, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var motion = await desk.FindAsync(id, request.Etag, cancel);
        motion.Withdraw();
        work.Purpose = request.Reason.Trim();
        return await desk.SaveAsync(motion, cancel);
    }
}
