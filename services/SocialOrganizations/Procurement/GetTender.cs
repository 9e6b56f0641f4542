using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class GetTender(ProcurementDesk desk)
{
    public async Task<Wire.Tender> Handle(Wire.GetTenderRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var tender = await desk.Tenders.FirstOrDefaultAsync(t => t.Id == id, cancel)
            ?? (await desk.IsBidderAsync(cancel) ? await desk.TakingBids.FirstOrDefaultAsync(t => t.Id == id, cancel) : null) ?? throw ProcurementRefusals.NoTender(request.Id);
        return ProcurementDesk.Of(tender, (await desk.BidsToldAsync([tender], cancel)).GetValueOrDefault(id));
    }
}
