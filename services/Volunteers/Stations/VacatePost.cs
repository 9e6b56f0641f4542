using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class VacatePost(VolunteersDb db, StationDesk desk)
{
    public async Task<Wire.Post> Handle(Wire.VacatePostRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var post = await db.Posts.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw StationRefusals.NoPost(request.Id);
        var holding = await db.PostHoldings.FirstOrDefaultAsync(h => h.PostId == id && h.VacatedAt == null, cancel) ?? throw StationRefusals.NotHeld();
        holding.Vacate(desk.Now);
        return await db.SaveAsync(() => desk.Of(post, null, null), cancel);
    }
}
