using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ListProjectSteps(SocialOrgsDb db, ProjectDesk desk)
{
    public async Task<Wire.ListProjectStepsResponse> Handle(Wire.ListProjectStepsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("project_id", request.ProjectId, out var id);
        var (page, last) = (Page.Read(check, request.PageSize, request.PageToken, request.ProjectId), 0);
        check.That(page.After is not { } after || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out last), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();
        await desk.FindAsync(id, cancel);
        var found = await db.ProjectSteps.AsNoTracking().Where(s => s.ProjectId == id && s.Number > last).OrderBy(s => s.Number).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListProjectStepsResponse();
        reply.Steps.AddRange(found.Take(page.Size).Select(ProjectDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
