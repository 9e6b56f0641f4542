using System.Globalization;
using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed class ListDueAssessments(WelfareDb db, PersonDesk desk)
{
    public async Task<Wire.ListDueAssessmentsResponse> Handle(Wire.ListDueAssessmentsRequest request, CancellationToken cancel)
    {
        var by = desk.Today;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).Known("purpose", request.Purpose);
        if (request.ByDate.Length > 0) check.Date("by_date", request.ByDate, out by);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ByDate);
        var (afterDay, afterId) = (DateOnly.MinValue, Guid.Empty);
        if (page.After is { } after)
        {
            check.That(after.Split(' ') is [var day, var id] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out afterDay) && Guid.TryParse(id, out afterId),
                "page_token", "WRONG_TOKEN", "翻页标记无效");
        }
        check.OrThrow();

        var people = db.People.AsNoTracking().Where(p => p.ReassessOn <= by && (p.ReassessOn > afterDay || (p.ReassessOn == afterDay && p.Id > afterId)));
        if (division is { } area) people = people.In(area);
        var rows = await people.OrderBy(p => p.ReassessOn).ThenBy(p => p.Id).Select(p => new { p.Id, p.Area, p.ReassessOn }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListDueAssessmentsResponse();
        foreach (var row in rows.Take(page.Size))
        {
            var due = row.ReassessOn!.Value;
            reply.Due.Add(new Wire.DueAssessment { PersonId = row.Id.ToString(), DivisionCode = row.Area, ReassessDate = AssessmentWire.Day(due), DaysOverdue = Math.Max(0, desk.Today.DayNumber - due.DayNumber) });
            db.AuditRead(row.Id, row.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{AssessmentWire.Day(rows[page.Size - 1].ReassessOn!.Value)} {rows[page.Size - 1].Id}");
        await db.SaveAsync(cancel);
        return reply;
    }
}
