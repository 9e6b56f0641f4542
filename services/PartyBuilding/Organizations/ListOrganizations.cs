using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class ListOrganizations(PartyDb db, OrganizationDesk desk)
{
    public async Task<Wire.ListOrganizationsResponse> Handle(Wire.ListOrganizationsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值").That(Enum.IsDefined(request.Seat), "seat", "UNKNOWN_VALUE", "不是有效的取值");
        Guid parentId = default, belowId = default;
        if (request.ParentId.Length > 0) check.Id("parent_id", request.ParentId, out parentId);
        if (request.BelowId.Length > 0) check.Id("below_id", request.BelowId, out belowId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ParentId, request.BelowId, request.DivisionCode, request.Kind, request.Seat, request.ShowFormer);
        check.OrThrow();

        var organizations = db.Organizations.AsNoTracking();
        if (parentId != default)
        {
            await desk.FindAsync(parentId, cancel);
            organizations = organizations.Where(o => o.ParentId == parentId);
        }
        if (belowId != default) organizations = organizations.BelowOrAt((await desk.FindAsync(belowId, cancel)).Path);
        if (division is { } area) organizations = organizations.In(area);
        var (kind, seat) = ((OrganizationKind)request.Kind, (OrganizationSeat)request.Seat);
        if (kind != 0) organizations = organizations.Where(o => o.Kind == kind);
        if (seat != 0) organizations = organizations.Where(o => o.Seat == seat);
        if (!request.ShowFormer) organizations = organizations.Where(o => o.State == OrganizationState.Active);
        if (page.After is { } after) organizations = organizations.Where(o => string.Compare(o.Path, after) > 0);
        var rows = await organizations.OrderBy(o => o.Path).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListOrganizationsResponse();
        foreach (var organization in rows.Take(page.Size)) reply.Organizations.Add(await desk.OfAsync(organization, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Path);
        return reply;
    }
}
