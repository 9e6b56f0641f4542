using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class GetEmergency(GridDb db, Caller caller)
{
    public async Task<Wire.Emergency> Handle(Wire.GetEmergencyRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var emergency = await db.EmergenciesInSight(caller).FirstOrDefaultAsync(e => e.Id == id, cancel);
        return emergency?.ToWire() ?? throw EmergencyRefusals.NotFound(request.Id);
    }
}
