using System.Globalization;
using Governance.Rpc;

namespace Governance.Grid.Divisions;

/// <summary>
/// The box around the province (<c>Map:Bounds</c>: south, west, north, east in degrees): a point outside it is a slip of the finger or a phone without reception. Configuration,
/// since another province has another; a polygon would say little more, as every point stands beside a place of the map.
/// </summary>
internal sealed class ProvinceBounds
{
    private readonly double[] box;

    public ProvinceBounds(IConfiguration configuration)
    {
        var text = configuration["Map:Bounds"] ?? "26.0,97.3,34.4,108.6";
        box = [.. text.Split(',').Select(t => double.TryParse(t, CultureInfo.InvariantCulture, out var degrees) ? degrees : double.NaN)];
        if (box is not [var south, var west, var north, var east] || !(south < north && west < east)) throw new InvalidOperationException($"Map:Bounds is '{text}'; south,west,north,east in degrees are needed");
    }

    public void Check(Check check, string field, double latitude, double longitude)
    {
        check.That(latitude >= box[0] && latitude <= box[2], field + ".latitude", "OUTSIDE_THE_PROVINCE", $"坐标不在本省范围内（北纬 {box[0]} 至 {box[2]} 度）")
            .That(longitude >= box[1] && longitude <= box[3], field + ".longitude", "OUTSIDE_THE_PROVINCE", $"坐标不在本省范围内（东经 {box[1]} 至 {box[3]} 度）");
    }
}
