using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class ListChildReports(WelfareDb db, PersonDesk people, ChildReportWire wire)
{
    public async Task<Wire.ListChildReportsResponse> Handle(Wire.ListChildReportsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State, request.OverdueOnly);
        var after = page.AfterId(check);
        check.OrThrow();
        var (reports, state) = (db.ChildReports.AsNoTracking(), (ChildReportState)request.State);
        if (division is { } area) reports = reports.In(area);
        if (state > 0) reports = reports.Where(r => r.State == state);
        if (request.OverdueOnly) reports = reports.Where(r => r.RespondOverdue || r.PlaceOverdue);
        if (after is { } last) reports = reports.Where(r => r.Id < last);
        // As the desk finds them.
        var veiled = people.Veiled;
        var rows = await reports.Where(r => r.State != ChildReportState.Closed || !veiled.Any(p => p.Id == r.PersonId)).OrderByDescending(r => r.Id).Take(page.Size + 1)
            .Select(r => new { Report = r, Veiled = veiled.Any(p => p.Id == r.PersonId) }).ToListAsync(cancel);
        var reply = new Wire.ListChildReportsResponse();
        foreach (var (report, hidden) in rows.Take(page.Size).Select(r => (r.Report, r.Veiled)))
        {
            reply.Reports.Add(await wire.OfAsync(report, hidden, cancel));
            db.AuditRead(report.Id, report.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Report.Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
