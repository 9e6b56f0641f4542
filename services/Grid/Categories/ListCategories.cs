using Governance.Map;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Categories;

internal sealed class ListCategories(ReferenceNow reference)
{
    public async Task<Wire.ListCategoriesResponse> Handle(Wire.ListCategoriesRequest request, CancellationToken cancel)
    {
        var rules = await reference.GetAsync(cancel);
        var reply = new Wire.ListCategoriesResponse();
        reply.Categories.AddRange(rules.Categories.Select(c => new Wire.Category
        {
            Code = c.Code,
            Name = c.Name,
            Level = (Wire.ResponseLevel)c.Level,
            DefaultUnitSuffix = c.DefaultUnitSuffix,
            AcceptLimit = ToWire(c.Accept),
            ResolveLimit = ToWire(c.Resolve),
            Private = c.Private,
            Emergency = c.Emergency,
        }));
        return reply;
    }

    private static Wire.TimeLimit ToWire(TimeLimit limit) => new() { Amount = limit.Amount, Unit = (Wire.TimeLimitUnit)limit.Unit };
}
