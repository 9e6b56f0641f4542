using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class ListChildNotices(WelfareDb db)
{
    public async Task<Wire.ListChildNoticesResponse> Handle(Wire.ListChildNoticesRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("level", request.Level).DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Level, request.DivisionCode);
        var (afterId, afterNumber) = (Guid.Empty, 0);
        if (page.After is { } after)
        {
            check.That(after.Split(' ') is [var id, var number] && Guid.TryParse(id, out afterId) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out afterNumber), "page_token", "WRONG_TOKEN", "翻页标记无效");
        }
        check.OrThrow();
        var (steps, level) = (db.ChildSteps.AsNoTracking(), (ReportLevel)request.Level);
        if (division is { } area) steps = steps.In(area);
        var rows = await steps.Where(s => s.NoticedAt == null && s.Told == level && (s.ReportId > afterId || (s.ReportId == afterId && s.Number > afterNumber)))
            .OrderBy(s => s.ReportId).ThenBy(s => s.Number).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListChildNoticesResponse();
        reply.Notices.AddRange(rows.Take(page.Size).Select(s => new Wire.ChildNotice
        {
            ReportId = s.ReportId.ToString(), Number = s.Number, DivisionCode = s.Area, Kind = (Wire.ChildStepKind)s.Kind, Time = s.At.ToTimestamp(), ToldLevel = (Wire.ReportLevel)s.Told,
        }));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].ReportId} {rows[page.Size - 1].Number}");
        return reply;
    }
}
