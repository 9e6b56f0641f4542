using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ListAppraisals(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.ListAppraisalsResponse> Handle(Wire.ListAppraisalsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(request.Year >= 0, "year", "OUT_OF_RANGE", "不能为负数");
        Guid reportInId = default;
        if (request.ReportInId.Length > 0) check.Id("report_in_id", request.ReportInId, out reportInId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ReportInId, request.DivisionCode, request.Year);
        var after = page.AfterId(check);
        check.OrThrow();
        var appraisals = db.YearAppraisals.AsNoTracking();
        if (division is { } area) appraisals = appraisals.In(area);
        if (reportInId != default) appraisals = appraisals.Where(a => a.ReportInId == reportInId);
        if (request.Year > 0) appraisals = appraisals.Where(a => a.Year == request.Year);
        if (after is { } last) appraisals = appraisals.Where(a => a.Id < last);
        var rows = await appraisals.OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListAppraisalsResponse();
        reply.Appraisals.AddRange(rows.Take(page.Size).Select(desk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
