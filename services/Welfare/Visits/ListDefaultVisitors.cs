using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class ListDefaultVisitors(WelfareDb db)
{
    public async Task<Wire.ListDefaultVisitorsResponse> Handle(Wire.ListDefaultVisitorsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var (afterArea, afterKind) = ("", (VisitorKind)0);
        if (page.After is { } after)
        {
            check.That(after.Split(' ') is [var place, var number] && (afterArea = place).Length == 12 && Enum.TryParse(number, out afterKind), "page_token", "WRONG_TOKEN", "翻页标记无效");
        }
        check.OrThrow();
        var visitors = db.DefaultVisitors.AsNoTracking();
        if (division is { } area) visitors = visitors.In(area);
        var rows = await visitors.Where(v => string.Compare(v.Area, afterArea) > 0 || (v.Area == afterArea && v.Kind > afterKind)).OrderBy(v => v.Area).ThenBy(v => v.Kind).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListDefaultVisitorsResponse();
        reply.Visitors.AddRange(rows.Take(page.Size).Select(v => new Wire.DefaultVisitor { DivisionCode = v.Area, Kind = (Wire.VisitorKind)v.Kind, Subject = v.Subject }));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].Area} {rows[page.Size - 1].Kind}");
        return reply;
    }
}
