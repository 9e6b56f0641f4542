using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ListGradings(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.ListGradingsResponse> Handle(Wire.ListGradingsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid organizationId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State, request.OrganizationId);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, state) = (db.Gradings.AsNoTracking(), (GradingState)request.State);
        if (division is { } area) rows = rows.In(area);
        if (state > 0) rows = rows.Where(g => g.State == state);
        if (organizationId != default) rows = rows.Where(g => g.OrganizationId == organizationId);
        if (after is { } last) rows = rows.Where(g => g.Id < last);
        var found = await rows.OrderByDescending(g => g.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListGradingsResponse();
        reply.Gradings.AddRange(found.Take(page.Size).Select(desk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
