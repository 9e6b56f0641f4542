using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class ListMotions(PartyDb db, DeliberationDesk desk)
{
    public async Task<Wire.ListMotionsResponse> Handle(Wire.ListMotionsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var motions = db.Motions;
        if (division is { } area) motions = motions.In(area);
        var state = (MotionState)request.State;
        if (state != 0) motions = motions.Where(m => m.State == state);
        if (after is { } last) motions = motions.Where(m => m.Id < last);
        var rows = await DeliberationDesk.WithSteps(motions.OrderByDescending(m => m.Id).Take(page.Size + 1)).AsNoTracking().OrderByDescending(m => m.Id).ToListAsync(cancel);
        var reply = new Wire.ListMotionsResponse();
        foreach (var motion in rows.Take(page.Size)) reply.Motions.Add(await desk.OfAsync(motion, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
