using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class ReportIn(WhistleDesk desk)
{
    public async Task<Wire.Whistle> Handle(Wire.ReportInRequest request, CancellationToken cancel)
    {
        var whistle = await desk.FindAsync(request.Id, new Check().Text("unit_code", request.UnitCode, 20), cancel);
        desk.MustBeMine(request.UnitCode);
        whistle.ReportIn(request.UnitCode, desk.Me);
        return await desk.SaveAsync(whistle, cancel);
    }
}
