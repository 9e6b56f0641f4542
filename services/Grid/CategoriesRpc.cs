using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Categories;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class CategoriesRpc : Wire.Categories.CategoriesBase
{
    public override Task<Wire.ListCategoriesResponse> ListCategories(Wire.ListCategoriesRequest request, ServerCallContext context) => context.Slice<ListCategories>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListUnitsResponse> ListUnits(Wire.ListUnitsRequest request, ServerCallContext context) => context.Slice<ListUnits>().Handle(request, context.CancellationToken);
    public override Task<Wire.ExplainDispatchResponse> ExplainDispatch(Wire.ExplainDispatchRequest request, ServerCallContext context) => context.Slice<ExplainDispatch>().Handle(request, context.CancellationToken);
    public override Task<Wire.SetDispatchRulesResponse> SetDispatchRules(Wire.SetDispatchRulesRequest request, ServerCallContext context) => context.Slice<SetDispatchRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.DispatchTrial> TryDispatchRules(Wire.TryDispatchRulesRequest request, ServerCallContext context) => context.Slice<TryDispatchRules>().Handle(request, context.CancellationToken);
}
