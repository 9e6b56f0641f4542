using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class PublishAppraisalRound(GridDb db, TimeProvider clock)
{
    public async Task<Wire.AppraisalRound> Handle(Wire.PublishAppraisalRoundRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var round = await db.AppraisalRounds.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw AppraisalRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, round.Version);
        round.Publish(clock.GetUtcNow());
        return await db.SaveAsync(round.ToWire, cancel);
    }
}
