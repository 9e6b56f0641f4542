using Governance.Rpc;
using Governance.Welfare.Allowances;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class ListJobPayments(WelfareDb db, JobDesk desk)
{
    public async Task<Wire.ListJobPaymentsResponse> Handle(Wire.ListJobPaymentsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Id);
        var (afterId, afterMonth) = (Guid.Empty, DateOnly.MinValue);
        if (page.After is { } after)
        {
            check.That(after.Split(' ') is [var id, var text] && Guid.TryParse(id, out afterId) && DateOnly.TryParseExact(text, "yyyy-MM", out afterMonth), "page_token", "WRONG_TOKEN", "翻页标记无效");
        }
        var list = await desk.FindListAsync(request.Id, "", check, cancel);
        var rows = await db.Everywhere<JobPayment>("of a list that the caller sees whole, wherever the job is now").AsNoTracking()
            .Where(p => p.PayListId == list.Id && (p.EngagementId > afterId || (p.EngagementId == afterId && p.Month > afterMonth))).OrderBy(p => p.EngagementId).ThenBy(p => p.Month).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListJobPaymentsResponse();
        reply.Payments.AddRange(rows.Take(page.Size).Select(p => new Wire.JobPayment { EngagementId = p.EngagementId.ToString(), Month = Months.Text(p.Month), AmountFen = p.AmountFen }));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].EngagementId} {Months.Text(rows[page.Size - 1].Month)}");
        return reply;
    }
}
