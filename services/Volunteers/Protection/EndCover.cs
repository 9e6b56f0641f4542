using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

internal sealed class EndCover(VolunteersDb db, ProtectionDesk desk)
{
    public async Task<Wire.Cover> Handle(Wire.EndCoverRequest request, CancellationToken cancel)
    {
        var day = desk.Today;
        var check = new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4);
        if (request.EndDate.Length > 0) check.Date("end_date", request.EndDate, out day);
        check.OrThrow();
        var cover = await db.Covers.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CoverRefusals.NotFound(request.Id);
        var name = await desk.NameAsync(cover.VolunteerId, cancel) ?? throw CoverRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, cover.Version);
        cover.MustNotBeEnded();
        new Check().That(cover.MayEndOn(day), "end_date", "OUT_OF_RANGE", "应不早于起始日期，且早于约定的终止日期").OrThrow();
        cover.End(day, desk.Seal(request.Reason), desk.Now);
        return await db.SaveAsync(() => desk.Of(cover, name), cancel);
    }
}
