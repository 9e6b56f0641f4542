using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class AppraiseUnit(WhistleDesk desk)
{
    public async Task<Wire.Whistle> Handle(Wire.AppraiseUnitRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("unit_code", request.UnitCode, 20).Within("score", request.Score, 1, 5).Text("comment", request.Comment, 500, min: 0);
        var whistle = await desk.FindAsync(request.Id, check, cancel);
        whistle.Appraise(request.UnitCode, request.Score, request.Comment);
        return await desk.SaveAsync(whistle, cancel);
    }
}
