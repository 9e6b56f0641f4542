using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class AcceptVentureReport(SocialOrgsDb db, VentureDesk desk, Work work)
{
    public async Task<Wire.Venture> Handle(Wire.AcceptVentureReportRequest request, CancellationToken cancel)
    {
        var check = new Check();
        if (request.Reason.Length > 0) check.That(!request.Accepted, "reason", "NOT_WANTED", "仅在退回时填写").Text("reason", request.Reason, 200, min: 4);
        var venture = await desk.VentureAsync(request.Id, request.Etag, check, cancel);
        venture.Accept(request.TrancheNumber, request.Accepted, request.Reason.Trim(), desk.Me, desk.Now);
        if (request.Reason.Length > 0) work.Purpose = request.Reason.Trim();
        return await db.SaveAsync(() => VentureDesk.Of(venture), cancel);
    }
}
