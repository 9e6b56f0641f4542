using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ListContracts(SocialOrgsDb db, TimeProvider clock)
{
    public async Task<Wire.ListContractsResponse> Handle(Wire.ListContractsRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid organizationId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.State, request.OrganizationId);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, state) = (db.Contracts.AsNoTracking(), (ContractState)request.State);
        if (state > 0) rows = rows.Where(r => r.State == state);
        if (organizationId != default) rows = rows.Where(r => r.OrganizationId == organizationId);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListContractsResponse();
        reply.Contracts.AddRange(found.Take(page.Size).Select(c => ProcurementDesk.Of(c, clock.Today())));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
