using Governance.Access;
using Governance.Grid.Communities;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class CreateSupply(GridDb db, SupplyLedger ledger, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.Supply> Handle(Wire.CreateSupplyRequest request, CancellationToken cancel)
    {
        var (shelterId, area) = (Guid.Empty, default(Area));
        var check = new Check().Text("name", request.Name, 50).Text("measure", request.Measure, 10).Within("least_amount", request.LeastAmount, 0, 1_000_000);
        if (request.ShelterId.Length > 0)
        {
            check.Id("shelter_id", request.ShelterId, out shelterId).That(request.DivisionCode.Length == 0, "division_code", "GIVEN_BY_THE_SHELTER", "存放在避难场所的物资不另填区划");
        }
        else
        {
            check.Division("division_code", request.DivisionCode, out area)
                .That(request.DivisionCode.Length >= 6 && await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "应为县级及以下的现行区划");
        }
        check.OrThrow();
        if (shelterId == Guid.Empty) caller.MustCover(area.Code);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var shelter = shelterId == Guid.Empty ? null : await ledger.ShareShelterAsync(shelterId, cancel) ?? throw SupplyRefusals.NoShelter(request.ShelterId);
        var supply = Supply.Enter(area.Code ?? "", shelter, request.Name.Trim(), request.Measure.Trim(), request.LeastAmount, clock.GetUtcNow());
        db.Add(supply);
        try
        {
            var reply = await db.SaveAsync(supply.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            map.Forget();
            check.Broken("division_code", "UNKNOWN_PLACE", "应为县级及以下的现行区划").OrThrow();
            throw;
        }
    }
}
