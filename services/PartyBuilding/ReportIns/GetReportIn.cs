using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class GetReportIn(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.ReportIn> Handle(Wire.GetReportInRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await db.ReportIns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw ReportInRefusals.NotFound(request.Id), cancel);
    }
}
