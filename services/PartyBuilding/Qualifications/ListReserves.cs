using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class ListReserves(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map)
{
    public async Task<Wire.ListReservesResponse> Handle(Wire.ListReservesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Source), "source", "UNKNOWN_VALUE", "不是有效的取值")
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Source, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (source, state) = ((ReserveSource)request.Source, request.State == 0 ? ReserveState.Ready : (ReserveState)request.State);
        var reserves = db.Reserves.AsNoTracking().Where(r => r.State == state);
        if (division is { } area) reserves = reserves.In(area);
        if (source != 0) reserves = reserves.Where(r => r.Source == source);
        if (after is { } last) reserves = reserves.Where(r => r.Id < last);
        var rows = await reserves.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(r => r.PersonId), cancel);
        var reply = new Wire.ListReservesResponse();
        foreach (var reserve in rows.Take(page.Size)) reply.Reserves.Add(desk.Of(reserve, names[reserve.PersonId], await map.NameAsync(reserve.Area, cancel)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
