using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class AcceptVentureReport(SocialOrgsDb db, VentureDesk desk)
{
    public async Task<Wire.Venture> Handle(Wire.AcceptVentureReportRequest request, CancellationToken cancel)
    {
        var venture = await desk.VentureAsync(request.Id, request.Etag, new Check(), cancel);
        venture.Accept(request.TrancheNumber, request.Accepted, desk.Me, desk.Now);
        return await db.SaveAsync(() => VentureDesk.Of(venture), cancel);
    }
}
