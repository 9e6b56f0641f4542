using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Boundaries;

internal static class BoundaryRefusals
{
    public static Refusal NotFound(string grid) => new(StatusCode.NotFound, "BOUNDARY_NOT_FOUND", $"网格 {grid} 没有边界");

    public static Refusal NoGridThere() => new(StatusCode.NotFound, "NO_GRID_THERE", "该坐标不在任何网格的边界之内");

    /// <param name="squareMetres">How much in all.</param>
    /// <param name="grids">Neighbours that the caller may know of.</param>
    public static Refusal Overlaps(double squareMetres, IReadOnlyList<string> grids)
    {
        var metres = Math.Round(squareMetres).ToString("0", CultureInfo.InvariantCulture);
        return new(StatusCode.FailedPrecondition, "BOUNDARY_OVERLAPS", $"与相邻网格{string.Join("、", grids.Take(10))}重叠 {metres} 平方米")
        {
            Facts = new Dictionary<string, string> { ["square_metres"] = metres, ["grid_codes"] = string.Join(",", grids.Take(50)) },
        };
    }
}
