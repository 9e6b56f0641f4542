using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class ListCommunities(GridDb db, DivisionMap map)
{
    public async Task<Wire.ListCommunitiesResponse> Handle(Wire.ListCommunitiesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(Enum.IsDefined(request.OnlyKind), "only_kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.OnlyKind, request.ShowRetired);
        check.OrThrow();

        var communities = db.Communities.AsNoTracking();
        if (division is { } area) communities = communities.In(area);
        if (request.OnlyKind != Wire.CommunityKind.Unspecified)
        {
            var kind = (CommunityKind)request.OnlyKind;
            communities = communities.Where(c => c.Kind == kind);
        }
        if (!request.ShowRetired) communities = communities.Where(c => c.RetiredAt == null);
        if (page.After is { } after) communities = communities.Where(c => string.Compare(c.Area, after) > 0);
        var rows = await communities.OrderBy(c => c.Area).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCommunitiesResponse { NextPageToken = page.Next(rows.Count > page.Size, rows.Count > page.Size ? rows[page.Size - 1].Area : "") };
        foreach (var community in rows.Take(page.Size)) reply.Communities.Add(community.ToWire(await map.NameAsync(community.Area, cancel)));
        return reply;
    }
}
