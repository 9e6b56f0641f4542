using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Matters;

internal sealed class AdmitMatter(GridDb db, Caller caller, TimeProvider clock)
{
    public async Task<Wire.Matter> Handle(Wire.AdmitMatterRequest request, CancellationToken cancel)
    {
        new Check()
            .Id("id", request.Id, out var id)
            .Within("fee_fen", request.FeeFen, 0, 100_000_000)
            .Date("end_date", request.EndDate, out var endDate)
            .That(endDate >= clock.Today(), "end_date", "IN_THE_PAST", "截止日期不能早于今天")
            .OrThrow();
        var matter = await db.Matters.FirstOrDefaultAsync(m => m.Id == id, cancel) ?? throw MatterRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, matter.Version);
        matter.Admit(request.FeeFen, endDate, caller.Subject, clock.GetUtcNow());
        return await db.SaveAsync(matter.ToWire, cancel);
    }
}
