using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class ListCareNeeds(WelfareDb db, PersonDesk people)
{
    public async Task<Wire.ListCareNeedsResponse> Handle(Wire.ListCareNeedsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (needs, state, veiled) = (db.CareNeeds.AsNoTracking(), (CareNeedState)request.State, people.Veiled);
        if (division is { } area) needs = needs.In(area);
        if (state > 0) needs = needs.Where(n => n.State == state);
        if (after is { } last) needs = needs.Where(n => n.Id < last);
        var rows = await needs.Where(n => !veiled.Any(p => p.Id == n.PersonId)).OrderByDescending(n => n.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCareNeedsResponse();
        foreach (var need in rows.Take(page.Size))
        {
            reply.Needs.Add(need.ToWire());
            db.AuditRead(need.PersonId, need.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
