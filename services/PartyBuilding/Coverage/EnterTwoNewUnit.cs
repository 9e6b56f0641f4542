using Governance.Access;
using Governance.Map;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Coverage;

internal sealed class EnterTwoNewUnit(PartyDb db, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.TwoNewUnit> Handle(Wire.EnterTwoNewUnitRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area).That(request.DivisionCode.Length is 0 or >= 6, "division_code", "TOO_WIDE", "应为区县、乡镇（街道）或社区（村）").Known("kind", request.Kind)
            .Text("name", request.Name, 100, min: 4).OrThrow();
        if (await map.StandingAsync(area.Code, cancel) is not { } division) throw PlaceRefusals.NoDivision(request.DivisionCode);
        var unit = TwoNewUnit.Enter(area.Code, (TwoNewKind)request.Kind, request.Name.Trim(), clock.GetUtcNow());
        db.Add(unit);
        return await db.SaveAsync(() => CoverageDesk.Of(unit, division.Name, ""), cancel);
    }
}
