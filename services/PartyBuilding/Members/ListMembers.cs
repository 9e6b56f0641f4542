using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal sealed class ListMembers(PartyDb db, MemberWire wire, OrganizationDesk organizations)
{
    public async Task<Wire.ListMembersResponse> Handle(Wire.ListMembersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值")
            .That(!request.Below || request.OrganizationId.Length > 0, "below", "NEEDS_AN_ORGANIZATION", "须同时指明党组织");
        Guid organizationId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OrganizationId, request.Below, request.DivisionCode, request.State, request.Floating);
        // Keys: "path id" organisation by organisation, else the id.
        var (path, id) = ("", Guid.Empty);
        check.That(page.After is not { } after || Guid.TryParse((path = after.Contains(' ', StringComparison.Ordinal) ? after.Split(' ')[0] : "").Length > 0 ? after.Split(' ')[1] : after, out id), "page_token", "WRONG_TOKEN", "翻页标记无效").OrThrow();

        var members = db.Members.AsNoTracking();
        if (division is { } area) members = members.In(area);
        var state = (MemberState)request.State;
        members = state == 0 ? members.Where(m => m.State != MemberState.Ended) : members.Where(m => m.State == state);
        if (request.Floating) members = members.Where(m => m.FloatingSince != null);
        List<(Member Member, string Path)> rows;
        if (organizationId != default)
        {
            var top = await organizations.FindAsync(organizationId, cancel);
            var places = db.Organizations.Where(o => o.Id == top.Id);
            if (request.Below) places = db.Organizations.BelowOrAt(top.Path);
            var found = from organization in places
                        join member in members on organization.Id equals member.OrganizationId
                        select new { member, organization.Path };
            if (page.After is not null) found = found.Where(f => string.Compare(f.Path, path) > 0 || (f.Path == path && f.member.Id > id));
            rows = [.. (await found.OrderBy(f => f.Path).ThenBy(f => f.member.Id).Take(page.Size + 1).ToListAsync(cancel)).Select(f => (f.member, f.Path))];
        }
        else
        {
            if (page.After is not null) members = members.Where(m => m.Id < id);
            rows = [.. (await members.OrderByDescending(m => m.Id).Take(page.Size + 1).ToListAsync(cancel)).Select(m => (m, ""))];
        }
        var reply = new Wire.ListMembersResponse();
        foreach (var (member, _) in rows.Take(page.Size)) reply.Members.Add(await wire.OfAsync(member, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, $"{rows[page.Size - 1].Path} {rows[page.Size - 1].Member.Id}".TrimStart());
        return reply;
    }
}
