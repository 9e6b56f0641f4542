using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class GetRegrading(PartyDb db, GradeDesk desk)
{
    public async Task<Wire.Regrading> Handle(Wire.GetRegradingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await db.Regradings.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw GradeRefusals.NotFound(request.Id), cancel);
    }
}
