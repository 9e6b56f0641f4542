using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class ListConventions(PartyDb db, ConventionDesk desk)
{
    public async Task<Wire.ListConventionsResponse> Handle(Wire.ListConventionsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值")
            .That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var conventions = db.Conventions.AsNoTracking();
        if (division is { } area) conventions = conventions.In(area);
        var (kind, state) = ((ConventionKind)request.Kind, (ConventionState)request.State);
        if (kind != 0) conventions = conventions.Where(c => c.Kind == kind);
        if (state != 0) conventions = conventions.Where(c => c.State == state);
        if (after is { } last) conventions = conventions.Where(c => c.Id < last);
        var rows = await conventions.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListConventionsResponse();
        foreach (var convention in rows.Take(page.Size)) reply.Conventions.Add(await desk.OfAsync(convention, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
