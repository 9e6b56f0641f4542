using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class ReportVenture(SocialOrgsDb db, VentureDesk desk)
{
    public async Task<Wire.Venture> Handle(Wire.ReportVentureRequest request, CancellationToken cancel)
    {
        var venture = await desk.VentureAsync(request.Id, request.Etag, new Check().Text("report", request.Report, 100, min: 2), cancel);
        venture.Report(request.TrancheNumber, request.Report.Trim(), desk.Me, desk.Now);
        return await db.SaveAsync(() => VentureDesk.Of(venture), cancel);
    }
}
