using Governance.Access;
using Governance.Grid.Communities;
using Governance.Grid.Divisions;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

internal sealed class CreateFacility(GridDb db, Caller caller, DivisionMap map, ProvinceBounds bounds, TimeProvider clock)
{
    public async Task<Wire.Facility> Handle(Wire.CreateFacilityRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .CommunityCode("division_code", request.DivisionCode)
            .That(await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "没有这个社区（村），或已撤销")
            .Known("kind", request.Kind);
        var facts = check.FacilityFields("", request.Name, request.Point, request.SquareMetres, request.Hours, _ => true, bounds);
        check.OrThrow();
        caller.MustCover(request.DivisionCode);
        var facility = Facility.Enter(request.DivisionCode, (FacilityKind)request.Kind, code: null, facts, clock.GetUtcNow());
        db.Add(facility);
        try
        {
            return await db.SaveAsync(facility.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            check.Broken("division_code", "UNKNOWN_PLACE", "没有这个社区（村），或已撤销").OrThrow();
            throw;
        }
    }
}
