using Governance.Access;
using Governance.Grid.Categories;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Matters;

internal sealed class RequestMatter(GridDb db, Caller caller, DivisionMap map, ReferenceNow reference, TimeProvider clock)
{
    public async Task<Wire.Matter> Handle(Wire.RequestMatterRequest request, CancellationToken cancel)
    {
        var rules = await reference.GetAsync(cancel);
        new Check()
            .That(request.DivisionCode.Length == 6 && await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "应为现行县级区划，6 位数字")
            .That(rules.Unit(request.UnitCode) is not null, "unit_code", "UNKNOWN_UNIT", "没有这个承办单位，或已停用")
            .Text("name", request.Name, 50)
            .Text("text", request.Text, 2000)
            .OrThrow();
        caller.MustCover(request.DivisionCode);
        var matter = Matter.Request(request.DivisionCode, request.UnitCode, request.Name.Trim(), request.Text.Trim(), caller.Subject, clock.GetUtcNow());
        db.Add(matter);
        return await db.SaveAsync(matter.ToWire, cancel);
    }
}
