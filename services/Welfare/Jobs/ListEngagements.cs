using Governance.Access;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class ListEngagements(WelfareDb db, JobDesk desk, PersonDesk people)
{
    public async Task<Wire.ListEngagementsResponse> Handle(Wire.ListEngagementsRequest request, CancellationToken cancel)
    {
        var jobId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        if (request.JobId.Length > 0) check.Id("job_id", request.JobId, out jobId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.JobId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (engagements, state) = (db.JobEngagements.AsNoTracking(), (JobEngagementState)request.State);
        if (division is { } area) engagements = engagements.In(area);
        if (jobId != Guid.Empty) engagements = engagements.Where(e => e.JobId == jobId);
        if (state > 0) engagements = engagements.Where(e => e.State == state);
        if (after is { } last) engagements = engagements.Where(e => e.Id < last);
        var everybody = db.Everywhere<Person>("whether the person of an engagement that the caller sees is sealed");
        var rows = await engagements.OrderByDescending(e => e.Id).Take(page.Size + 1).Select(e => new { Engagement = e, Sealed = everybody.Any(p => p.Id == e.PersonId && p.State == PersonState.Sealed) }).ToListAsync(cancel);
        var overpaid = await desk.OverpaidAsync(rows.ConvertAll(r => r.Engagement), cancel);
        var reply = new Wire.ListEngagementsResponse();
        foreach (var row in rows.Take(page.Size))
        {
            var (engagement, hidden) = (row.Engagement, row.Sealed && !people.MayUnseal);
            reply.Engagements.Add(JobWire.Of(engagement, overpaid.GetValueOrDefault(engagement.Id), hidden));
            if (!hidden) db.AuditRead(engagement.PersonId, engagement.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Engagement.Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
