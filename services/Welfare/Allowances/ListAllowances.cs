using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class ListAllowances(WelfareDb db, PersonDesk people, AllowanceDesk desk)
{
    public async Task<Wire.ListAllowancesResponse> Handle(Wire.ListAllowancesRequest request, CancellationToken cancel)
    {
        var personId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值")
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        if (request.PersonId.Length > 0) check.Id("person_id", request.PersonId, out personId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.PersonId, request.Kind, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        var (allowances, kind, state, veiled) = (db.Allowances.AsNoTracking(), (AllowanceKind)request.Kind, (AllowanceState)request.State, people.Veiled);
        if (division is { } area) allowances = allowances.In(area);
        if (personId != Guid.Empty)
        {
            var doubles = db.Everywhere<Person>("those merged into the record that is asked for; what is theirs is filtered by area").Where(p => p.MergedInto == personId).Select(p => p.Id);
            allowances = allowances.Where(a => a.PersonId == personId || doubles.Contains(a.PersonId));
        }
        if (kind > 0) allowances = allowances.Where(a => a.Kind == kind);
        if (state > 0) allowances = allowances.Where(a => a.State == state);
        if (after is { } last) allowances = allowances.Where(a => a.Id < last);
        var rows = await allowances.Where(a => !veiled.Any(p => p.Id == a.PersonId)).OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(cancel);
        var overpaid = await desk.OverpaidAsync(rows, cancel);
        var reply = new Wire.ListAllowancesResponse();
        foreach (var allowance in rows.Take(page.Size))
        {
            reply.Allowances.Add(AllowanceWire.Of(allowance, overpaid.GetValueOrDefault(allowance.Id)));
            db.AuditRead(allowance.PersonId, allowance.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
