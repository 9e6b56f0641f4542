using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Coverage;

internal sealed class ListTwoNewUnits(PartyDb db, CoverageDesk desk)
{
    public async Task<Wire.ListTwoNewUnitsResponse> Handle(Wire.ListTwoNewUnitsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.UncoveredOnly);
        var after = page.AfterId(check);
        check.OrThrow();
        var units = db.TwoNewUnits.AsNoTracking();
        if (division is { } area) units = units.In(area);
        var kind = (TwoNewKind)request.Kind;
        if (kind != 0) units = units.Where(u => u.Kind == kind);
        if (request.UncoveredOnly) units = units.Where(u => u.OrganizationId == null && u.InstructorId == null);
        if (after is { } last) units = units.Where(u => u.Id < last);
        var rows = await units.OrderByDescending(u => u.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTwoNewUnitsResponse();
        reply.Units.AddRange(await desk.OfAsync([.. rows.Take(page.Size)], cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
