using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListCases(WelfareDb db, CaseDesk desk, CaseWire wire)
{
    public async Task<Wire.ListCasesResponse> Handle(Wire.ListCasesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        Guid personId = default;
        if (request.PersonId.Length > 0) check.Id("person_id", request.PersonId, out personId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State, request.PersonId, request.Worker, request.WithSupervisor);
        var after = page.AfterId(check);
        check.OrThrow();

        var cases = desk.Listed.AsNoTracking();
        if (division is { } area) cases = cases.In(area);
        var state = (CaseState)request.State;
        if (state != 0) cases = cases.Where(c => c.State == state);
        if (personId != default)
        {
            var doubles = db.Everywhere<Person>("those merged into the record that is asked for; their cases are filtered by area").Where(p => p.MergedInto == personId).Select(p => (Guid?)p.Id);
            cases = cases.Where(c => c.PersonId == personId || doubles.Contains(c.PersonId));
        }
        if (request.Worker.Length > 0) cases = cases.Where(c => c.Worker == request.Worker && c.State != CaseState.Closed);
        if (request.WithSupervisor) cases = cases.Where(c => c.WithSupervisor);
        if (after is { } last) cases = cases.Where(c => c.Id < last);
        await using var transaction = await db.PlannedAnewAsync(cancel);
        var rows = await cases.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCasesResponse();
        foreach (var found in rows.Take(page.Size))
        {
            reply.Cases.Add(wire.Of(found));
            db.AuditRead(found.Id, found.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
