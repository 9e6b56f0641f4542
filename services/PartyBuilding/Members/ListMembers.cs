using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class ListMembers(PartyDb db, MemberWire wire, OrganizationDesk organizations, Caller caller)
{
    public async Task<Wire.ListMembersResponse> Handle(Wire.ListMembersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值")
            .That(!request.Below || request.OrganizationId.Length > 0, "below", "NEEDS_AN_ORGANIZATION", "须同时指明党组织");
        Guid organizationId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OrganizationId, request.Below, request.DivisionCode, request.State, request.Floating);
        // Keys: "path id" organisation by organisation, else "area id". A page begins at its key: each condition has a lower bound, else the last page would read all before it.
        var (from, id) = ("", Guid.Empty);
        check.That(page.After is not { } after || (after.Split(' ') is [var first, var second] && Guid.TryParse(second, out id) && (from = first).Length > 0), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();

        var members = db.Members.AsNoTracking();
        var state = (MemberState)request.State;
        members = state == 0 ? members.Where(m => m.State != MemberState.Ended) : members.Where(m => m.State == state);
        if (request.Floating) members = members.Where(m => m.FloatingSince != null);
        List<(Member Member, string Key)> rows = [];
        if (organizationId != default)
        {
            if (division is { } area) members = members.In(area);
            var top = await organizations.FindAsync(organizationId, cancel);
            var here = db.Organizations.Where(o => o.Id == top.Id);
            if (request.Below) here = db.Organizations.BelowOrAt(top.Path);
            var found = from organization in here
                        join member in members on organization.Id equals member.OrganizationId
                        select new { member, organization.Path };
            if (page.After is not null) found = found.Where(f => string.Compare(f.Path, from) >= 0 && (string.Compare(f.Path, from) > 0 || f.member.Id > id));
            rows = [.. (await found.OrderBy(f => f.Path).ThenBy(f => f.member.Id).Take(page.Size + 1).ToListAsync(cancel)).Select(f => (f.member, f.Path))];
        }
        else
        {
            // Place by place, each a range of the index that gives the order.
            IEnumerable<Area> places = division is { } only ? [only] : caller.Areas.OrderBy(a => a.Code, StringComparer.Ordinal);
            foreach (var place in places)
            {
                var there = members.In(place);
                if (page.After is not null) there = there.Where(m => string.Compare(m.Area, from) >= 0 && (string.Compare(m.Area, from) > 0 || m.Id > id));
                rows.AddRange((await there.OrderBy(m => m.Area).ThenBy(m => m.Id).Take(page.Size + 1 - rows.Count).ToListAsync(cancel)).Select(m => (m, m.Area)));
                if (rows.Count > page.Size) break;
            }
        }
        var reply = new Wire.ListMembersResponse();
        foreach (var (member, _) in rows.Take(page.Size)) reply.Members.Add(await wire.OfAsync(member, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].Key} {rows[page.Size - 1].Member.Id}");
        return reply;
    }
}
