using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class OpenIncubator(SocialOrgsDb db, IncubationDesk desk, DivisionMap map)
{
    public async Task<Wire.Incubator> Handle(Wire.OpenIncubatorRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Text("name", request.Name, 100, min: 2).Text("offer", request.Offer, 500, min: 4).Within("capacity", request.Capacity, 1, 1_000);
        if (area.Code is not null) check.Standing(await map.FindAsync(area.Code, cancel), "division_code", "没有这个行政区划，或已撤销");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var by = await desk.OperatorAsync(check, "operator_id", request.OperatorId, cancel);
        check.OrThrow();
        var incubator = Incubator.Open(area.Code!, request.Name.Trim(), by, request.Offer.Trim(), request.Capacity, desk.Now);
        db.Add(incubator);
        var division = await map.NameAsync(area.Code!, cancel);
        var reply = await db.SaveAsync(() => IncubationDesk.Of(incubator, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
