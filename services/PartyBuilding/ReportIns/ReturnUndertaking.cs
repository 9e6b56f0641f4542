using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ReturnUndertaking(ReportInDesk desk)
{
    public async Task<Wire.Undertaking> Handle(Wire.ReturnUndertakingRequest request, CancellationToken cancel)
    {
        var undertaking = await desk.FindUndertakingAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500, min: 4), cancel);
        undertaking.Return(desk.SealFeedback(request.Reason.Trim()));
        return await desk.SaveAsync(undertaking, cancel);
    }
}
