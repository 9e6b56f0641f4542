using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Categories;

internal sealed class ExplainDispatch(ReferenceNow reference, Caller caller, DivisionMap map)
{
    public async Task<Wire.ExplainDispatchResponse> Handle(Wire.ExplainDispatchRequest request, CancellationToken cancel)
    {
        var rules = await reference.GetAsync(cancel);
        var category = rules.Leaf(request.CategoryCode);
        new Check()
            .That(category is not null, "category_code", "UNKNOWN_CATEGORY", "没有这个诉求类别（应为四位编码）")
            .That(request.PlaceCode.Length is 12 or 15 && Area.TryParse(request.PlaceCode, out _), "place_code", "NOT_A_PLACE", "应为 12 位社区（村）编码或 15 位网格编码")
            .OrThrow();
        // Rules of elsewhere are as hidden as the rows of elsewhere.
        if (!caller.Covers(request.PlaceCode) || await map.FindAsync(request.PlaceCode, cancel) is null or { Retired: true }) throw DivisionRefusals.NotFound(request.PlaceCode);
        var (unit, reason) = rules.Dispatch(category!, request.PlaceCode);
        return new Wire.ExplainDispatchResponse { UnitCode = unit ?? "", Reason = reason };
    }
}
