using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class ListJobs(WelfareDb db)
{
    public async Task<Wire.ListJobsResponse> Handle(Wire.ListJobsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (jobs, state) = (db.Jobs.AsNoTracking(), (JobState)request.State);
        if (division is { } area) jobs = jobs.In(area);
        if (state > 0) jobs = jobs.Where(j => j.State == state);
        if (after is { } last) jobs = jobs.Where(j => j.Id < last);
        var rows = await jobs.OrderByDescending(j => j.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListJobsResponse();
        reply.Jobs.AddRange(rows.Take(page.Size).Select(j => j.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
