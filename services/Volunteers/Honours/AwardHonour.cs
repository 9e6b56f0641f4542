using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class AwardHonour(VolunteersDb db, HonourDesk desk, DivisionMap map)
{
    public async Task<Wire.Honour> Handle(Wire.AwardHonourRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var honour = await db.Honours.FirstOrDefaultAsync(h => h.Id == id, cancel) ?? throw HonourRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, honour.Version);
        honour.Award(await desk.Nominations(id).AsNoTracking().Where(n => n.Won).OrderBy(n => n.Id).ToListAsync(cancel), desk.Now);
        var division = await map.NameAsync(honour.Area, cancel);
        return await db.SaveAsync(() => HonourDesk.Of(honour, division), cancel);
    }
}
