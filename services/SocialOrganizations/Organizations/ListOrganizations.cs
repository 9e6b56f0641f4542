using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class ListOrganizations(SocialOrgsDb db, OrganizationDesk desk, OrganizationWire wire, DivisionMap map)
{
    public async Task<Wire.ListOrganizationsResponse> Handle(Wire.ListOrganizationsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值")
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.State, request.UnifiedCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var organizations = db.Organizations.AsNoTracking();
        if (division is { } area) organizations = organizations.In(area);
        var (kind, state) = ((OrganizationKind)request.Kind, (OrganizationState)request.State);
        if (kind > 0) organizations = organizations.Where(o => o.Kind == kind);
        if (state > 0) organizations = organizations.Where(o => o.State == state);
        if (request.UnifiedCode.Length > 0) organizations = organizations.Where(o => o.UnifiedCode == request.UnifiedCode);
        if (after is { } last) organizations = organizations.Where(o => o.Id < last);
        var rows = await organizations.OrderByDescending(o => o.Id).Take(page.Size + 1).ToListAsync(cancel);
        var led = await desk.LedAsync(rows, cancel);
        var reply = new Wire.ListOrganizationsResponse();
        foreach (var row in rows.Take(page.Size)) reply.Organizations.Add(wire.Of(row, await map.NameAsync(row.Area, cancel), led.Contains(row.Id)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
