using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class ListCareOrders(WelfareDb db, PersonDesk people)
{
    public async Task<Wire.ListCareOrdersResponse> Handle(Wire.ListCareOrdersRequest request, CancellationToken cancel)
    {
        var personId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        if (request.PersonId.Length > 0) check.Id("person_id", request.PersonId, out personId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.PersonId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (orders, state, veiled) = (db.CareOrders.AsNoTracking(), (CareOrderState)request.State, people.Veiled);
        if (division is { } area) orders = orders.In(area);
        if (personId != Guid.Empty)
        {
            var doubles = db.Everywhere<Person>("those merged into the record that is asked for; what is theirs is filtered by area").Where(p => p.MergedInto == personId).Select(p => p.Id);
            orders = orders.Where(o => o.PersonId == personId || doubles.Contains(o.PersonId));
        }
        if (state > 0) orders = orders.Where(o => o.State == state);
        if (after is { } last) orders = orders.Where(o => o.Id < last);
        var rows = await orders.Where(o => !veiled.Any(p => p.Id == o.PersonId)).OrderByDescending(o => o.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCareOrdersResponse();
        foreach (var order in rows.Take(page.Size))
        {
            reply.Orders.Add(order.ToWire());
            db.AuditRead(order.PersonId, order.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
