using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class UpdateGrid(GridDb db, TimeProvider clock)
{
    private static readonly string[] Changeable = ["name", "kind", "household_count", "building_count"];

    public async Task<Wire.Grid> Handle(Wire.UpdateGridRequest request, CancellationToken cancel)
    {
        var wanted = request.Grid ?? new Wire.Grid();
        var mask = request.UpdateMask?.Paths.ToHashSet(StringComparer.Ordinal) ?? [];
        var check = new Check()
            .GridCode("grid.code", wanted.Code)
            .That(mask.Count > 0 && mask.IsSubsetOf(Changeable), "update_mask", "UNKNOWN_PATH", $"应至少包含 {string.Join("、", Changeable)} 之一，且不含其他字段");
        if (mask.Contains("name")) check.GridName("grid.name", wanted.Name);
        if (mask.Contains("kind")) check.Known("grid.kind", wanted.Kind);
        if (mask.Contains("household_count")) check.Households("grid.household_count", wanted.HouseholdCount);
        if (mask.Contains("building_count")) check.Buildings("grid.building_count", wanted.BuildingCount);
        check.OrThrow();

        var grid = await db.Grids.FirstOrDefaultAsync(g => g.Area == wanted.Code, cancel) ?? throw GridRefusals.NotFound(wanted.Code);
        Etag.Match(wanted.Etag, grid.Version);
        grid.Update(
            mask.Contains("name") ? wanted.Name.Trim() : null,
            mask.Contains("kind") ? (GridKind)wanted.Kind : null,
            mask.Contains("household_count") ? wanted.HouseholdCount : null,
            mask.Contains("building_count") ? wanted.BuildingCount : null,
            clock.GetUtcNow());
        return await db.SaveAsync(grid.ToWire, cancel);
    }
}

/// <summary>What a grid's figures may be, at its creation and later.</summary>
internal static class GridFigures
{
    public static Check GridName(this Check check, string field, string name) => check.Text(field, name, max: 50);

    public static Check Households(this Check check, string field, int count) => check.Within(field, count, 0, 5_000);

    public static Check Buildings(this Check check, string field, int count) => check.Within(field, count, 0, 1_000);
}
