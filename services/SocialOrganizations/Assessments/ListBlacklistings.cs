using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class ListBlacklistings(SocialOrgsDb db)
{
    public async Task<Wire.ListBlacklistingsResponse> Handle(Wire.ListBlacklistingsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, state) = (db.Blacklistings.AsNoTracking(), (BlacklistingState)request.State);
        if (division is { } area) rows = rows.In(area);
        if (state > 0) rows = rows.Where(b => b.State == state);
        if (after is { } last) rows = rows.Where(b => b.Id < last);
        var found = await rows.OrderByDescending(b => b.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListBlacklistingsResponse();
        reply.Blacklistings.AddRange(found.Take(page.Size).Select(AssessmentDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
