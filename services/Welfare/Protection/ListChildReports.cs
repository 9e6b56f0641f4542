using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class ListChildReports(WelfareDb db, ChildReportWire wire)
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
        var rows = await reports.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListChildReportsResponse();
        foreach (var report in rows.Take(page.Size))
        {
            reply.Reports.Add(await wire.OfAsync(report, whole: false, cancel));
            db.AuditRead(report.Id, report.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
