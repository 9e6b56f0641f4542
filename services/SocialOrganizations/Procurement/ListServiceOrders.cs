using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ListServiceOrders(SocialOrgsDb db, TimeProvider clock)
{
    public async Task<Wire.ListServiceOrdersResponse> Handle(Wire.ListServiceOrdersRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid contractId = default;
        if (request.ContractId.Length > 0) check.Id("contract_id", request.ContractId, out contractId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.State, request.ContractId, request.Overdue);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, state) = (db.ServiceOrders.AsNoTracking(), (ServiceOrderState)request.State);
        if (state > 0) rows = rows.Where(r => r.State == state);
        if (contractId != default) rows = rows.Where(r => r.ContractId == contractId);
        if (request.Overdue)
        {
            var now = clock.GetUtcNow();
            rows = rows.Where(r => (r.State == ServiceOrderState.Waiting || r.State == ServiceOrderState.Ordered) && r.EndsAt <= now);
        }
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListServiceOrdersResponse();
        reply.Orders.AddRange(found.Take(page.Size).Select(ProcurementDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
