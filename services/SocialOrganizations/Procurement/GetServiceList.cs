using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class GetServiceList(ProcurementDesk desk)
{
    public async Task<Wire.ServiceList> Handle(Wire.GetServiceListRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await desk.Lists.FirstOrDefaultAsync(l => l.Id == id, cancel) ?? throw ProcurementRefusals.NoList(request.Id), cancel);
    }
}
