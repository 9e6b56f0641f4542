using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Assessments;

internal sealed class ListAssessments(WelfareDb db, PersonDesk desk, AssessmentWire wire)
{
    public async Task<Wire.ListAssessmentsResponse> Handle(Wire.ListAssessmentsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.PersonId);
        var after = page.AfterId(check);
        var person = await desk.LookAsync(request.PersonId, request.Purpose, check, cancel, "person_id");
        var ids = await desk.IdsOfAsync(person, cancel);
        var assessments = db.Assessments.AsNoTracking().Where(a => ids.Contains(a.PersonId));
        if (after is { } last) assessments = assessments.Where(a => a.Id < last);
        var rows = await assessments.OrderByDescending(a => a.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListAssessmentsResponse();
        reply.Assessments.AddRange(rows.Take(page.Size).Select(a => wire.Of(a, withAnswers: false)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }
}
