using Governance.Access;
using Governance.Grid.Communities;
using Governance.Grid.Divisions;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class CreateShelter(GridDb db, Caller caller, DivisionMap map, ProvinceBounds bounds, TimeProvider clock)
{
    public async Task<Wire.Shelter> Handle(Wire.CreateShelterRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .CommunityCode("division_code", request.DivisionCode)
            .That(await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "没有这个社区（村），或已撤销")
            .ShelterFields("", request.Name, request.Address, request.Point, request.Capacity, _ => true, bounds);
        check.OrThrow();
        caller.MustCover(request.DivisionCode);
        var shelter = Shelter.SetUp(request.DivisionCode, new ShelterChange(request.Name.Trim(), request.Address.Trim(), request.Capacity, true, request.Point?.Latitude, request.Point?.Longitude), clock.GetUtcNow());
        db.Add(shelter);
        try
        {
            return await db.SaveAsync(shelter.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            check.Broken("division_code", "UNKNOWN_PLACE", "没有这个社区（村），或已撤销").OrThrow();
            throw;
        }
    }
}
