using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class SettleDispute(GridDb db, DisputeDesk desk, DisputeWire wire)
{
    public async Task<Wire.Dispute> Handle(Wire.SettleDisputeRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("agreement", request.Agreement, 5000, min: 5).Date("sign_date", request.SignDate, out var signed).Date("perform_by_date", request.PerformByDate, out var performBy);
        check.That(signed <= desk.Today, "sign_date", "IN_THE_FUTURE", "不能晚于今天").That(performBy >= signed, "perform_by_date", "BEFORE_SIGNING", "不能早于签订日期");
        var dispute = await desk.FindAtMyLevelAsync(request.Id, request.Etag, check, cancel);
        dispute.Settle(wire.SealAgreement(request.Agreement), signed, performBy, desk.Me);
        // Once only: whoever appealed is answered by the settlement. What was agreed on is the parties' and is not told there.
        if (dispute.CallId is { } id && await db.Calls.FirstOrDefaultAsync(c => c.Id == id, cancel) is { } call)
        {
            var way = dispute.SettledBy!.Value;
            call.ResolveElsewhere("DisputeSettled", way.IsMediation() ? $"矛盾纠纷已化解：经{way.Chinese()}达成协议" : $"矛盾纠纷已化解：已由{way.Chinese()}作出处理", desk.Me);
        }
        return await desk.SaveAsync(dispute, cancel);
    }
}
