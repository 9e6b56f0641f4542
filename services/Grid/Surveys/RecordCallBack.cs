using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Surveys;

internal sealed class RecordCallBack(GridDb db, TimeProvider clock)
{
    public async Task<Wire.CallBack> Handle(Wire.RecordCallBackRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Within("score", request.Score, request.Reached ? 1 : 0, request.Reached ? 5 : 0).OrThrow();
        var back = await db.CallBacks.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw SurveyRefusals.NoCallBack(request.Id);
        Etag.Match(request.Etag, back.Version);
        back.Record(request.Reached ? request.Score : null, clock.GetUtcNow());
        return await db.SaveAsync(back.ToWire, cancel);
    }
}
