using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ListGradingObjections(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.ListGradingObjectionsResponse> Handle(Wire.ListGradingObjectionsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("grading_id", request.GradingId, out var id);
        var (page, last) = (Page.Read(check, request.PageSize, request.PageToken, request.GradingId), 0);
        check.That(page.After is not { } after || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out last), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        await desk.FindAsync(id, cancel);
        var found = await db.GradingObjections.AsNoTracking().Where(o => o.GradingId == id && o.Number > last).OrderBy(o => o.Number).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListGradingObjectionsResponse();
        reply.Objections.AddRange(found.Take(page.Size).Select(AssessmentDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
