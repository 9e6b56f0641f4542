using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class EscalateDispute(DisputeDesk desk)
{
    public async Task<Wire.Dispute> Handle(Wire.EscalateDisputeRequest request, CancellationToken cancel)
    {
        var dispute = await desk.FindAtMyLevelAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200), cancel);
        dispute.Escalate(request.Reason, await desk.TermsAsync(dispute, cancel), desk.Me);
        // Not tried again as other commands are: two who ask for one level up at once mean one, and the clock may have gone up just now.
        try { return await desk.SaveAsync(dispute, cancel); }
        catch (Refusal e) when (e.Overtaken) { throw Etag.Mismatch(); }
    }
}
