using System.Globalization;
using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class ListVisits(WelfareDb db, VisitDesk desk, TimeProvider clock)
{
    private const int LatelyDays = 31;

    public async Task<Wire.ListVisitsResponse> Handle(Wire.ListVisitsRequest request, CancellationToken cancel)
    {
        var (from, to, personId) = (DateOnly.MinValue, DateOnly.MaxValue, Guid.Empty);
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        if (request.PersonId.Length > 0) check.Id("person_id", request.PersonId, out personId);
        if (request.FromDate.Length > 0) check.Date("from_date", request.FromDate, out from);
        if (request.ToDate.Length > 0) check.Date("to_date", request.ToDate, out to);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.PersonId, request.Visitor, request.State, request.Alarm, request.FromDate, request.ToDate);
        var (afterDay, afterId) = (DateOnly.MinValue, Guid.Empty);
        if (page.After is { } after)
        {
            check.That(after.Split(' ') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out afterDay) && Guid.TryParse(id, out afterId),
                "page_token", "WRONG_TOKEN", "翻页标记无效");
        }
        check.OrThrow();
        // A list of all that ever was would cost more every month.
        if (request.FromDate.Length == 0 && personId == Guid.Empty) from = clock.Today().AddDays(-LatelyDays);

        // Days before those that were shown are spared by name.
        if (afterDay > from) from = afterDay;
        var visits = desk.Listed.AsNoTracking().Where(v => v.DueOn >= from && v.DueOn <= to && (v.DueOn > afterDay || (v.DueOn == afterDay && v.Id > afterId)));
        if (division is { } area) visits = visits.In(area);
        if (personId != Guid.Empty)
        {
            var doubles = db.Everywhere<Person>("visits of a double are told with the record that goes on, each to those who see it").Where(p => p.MergedInto == personId).Select(p => p.Id);
            visits = visits.Where(v => v.PersonId == personId || doubles.Contains(v.PersonId));
        }
        if (request.Visitor.Length > 0) visits = visits.Where(v => v.Owner == request.Visitor);
        var state = (VisitState)request.State;
        visits = state == 0 ? visits.Where(v => v.State != VisitState.Dropped) : visits.Where(v => v.State == state);
        if (request.Alarm) visits = visits.Where(v => v.Alarm);
        await using var transaction = await db.PlannedAnewAsync(cancel);
        var rows = await visits.OrderBy(v => v.DueOn).ThenBy(v => v.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListVisitsResponse();
        foreach (var visit in rows.Take(page.Size))
        {
            reply.Visits.Add(VisitWire.Of(visit));
            db.AuditRead(visit.PersonId, visit.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{VisitWire.Day(rows[page.Size - 1].DueOn)} {rows[page.Size - 1].Id}");
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
