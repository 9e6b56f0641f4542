using Governance.Grid.Calls;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class HandIn(GridDb db, WhistleDesk desk)
{
    public async Task<Wire.Whistle> Handle(Wire.HandInRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("unit_code", request.UnitCode, 20).Text("result", request.Result, 2000, min: 5);
        var whistle = await desk.FindAsync(request.Id, check, cancel);
        desk.MustBeMine(request.UnitCode);
        var call = await db.Everywhere<Call>("the unit sees the whistle, and its call is changed by the rule alone").FirstAsync(c => c.Id == whistle.CallId, cancel);
        whistle.HandIn(request.UnitCode, request.Result, call, await desk.RulesAsync(cancel), desk.Me);
        return await desk.SaveAsync(whistle, cancel);
    }
}
