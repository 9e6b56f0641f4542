using System.Globalization;
using System.Text;
using System.Text.Json;
using Governance.Grid.Divisions;
using Governance.Rpc;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;

namespace Governance.Grid.Boundaries;

/// <summary>Polygons in degrees and what they measure on the ground. GeoJSON of one geometry type is read and written here: a library for all of it would be larger than this file.</summary>
internal static class GridShape
{
    /// <summary>Neighbours that were drawn by hand miss a common edge by centimetres.</summary>
    public const double Tolerance = 1;
    private const int MostPoints = 2_000;
    private const double MostDegrees = 0.5;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>A polygon that is whole, valid and in the province; null with what is wrong in <paramref name="check"/>.</summary>
    public static Polygon? Read(Check check, string field, string geoJson, ProvinceBounds bounds)
    {
        if (Parse(geoJson) is not { } polygon)
        {
            check.Broken(field, geoJson.Length == 0 ? "REQUIRED" : "NOT_A_POLYGON", "应为 GeoJSON 多边形（Polygon，经度在前，首尾相接）");
            return null;
        }
        if (polygon.NumPoints > MostPoints)
        {
            check.Broken(field, "TOO_MANY", $"不能超过 {MostPoints} 个点，现有 {polygon.NumPoints} 个点");
            return null;
        }
        if (new IsValidOp(polygon).ValidationError is { } error)
        {
            check.Broken(field, "NOT_VALID", string.Create(CultureInfo.InvariantCulture, $"边界自相交或不闭合，位于经度 {error.Coordinate?.X:0.000000}、纬度 {error.Coordinate?.Y:0.000000} 附近"));
            return null;
        }
        var box = BoxOf(polygon);
        if (box.East - box.West > MostDegrees || box.North - box.South > MostDegrees) check.Broken(field, "TOO_LARGE", "范围过大，不是一个网格");
        bounds.Check(check, field, box.South, box.West);
        bounds.Check(check, field, box.North, box.East);
        return check.Passed ? polygon : null;
    }

    public static string Write(Polygon polygon)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "Polygon");
            json.WriteStartArray("coordinates");
            foreach (var ring in (IEnumerable<LineString>)[polygon.ExteriorRing, .. polygon.InteriorRings])
            {
                json.WriteStartArray();
                foreach (var point in ring.Coordinates)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(point.X);
                    json.WriteNumberValue(point.Y);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static byte[] ToBytes(Polygon polygon) => new WKBWriter().Write(polygon);

    public static Polygon FromBytes(byte[] shape) => (Polygon)new WKBReader().Read(shape);

    public static Box BoxOf(Geometry geometry) => new(geometry.EnvelopeInternal.MinX, geometry.EnvelopeInternal.MinY, geometry.EnvelopeInternal.MaxX, geometry.EnvelopeInternal.MaxY);

    public static bool Holds(Polygon polygon, double latitude, double longitude) => polygon.Covers(Factory.CreatePoint(new Coordinate(longitude, latitude)));

    public static Geometry Overlap(Geometry one, Geometry other) => OverlayNGRobust.Overlay(one, other, SpatialFunction.Intersection);

    public static Geometry Without(Geometry whole, Geometry part) => OverlayNGRobust.Overlay(whole, part, SpatialFunction.Difference);

    public static Geometry All(IReadOnlyCollection<Polygon> polygons) => polygons.Count == 0 ? Factory.CreatePolygon() : OverlayNGRobust.Union(polygons.Cast<Geometry>().ToList());

    /// <summary>The polygons that a geometry is made of; points and lines are ground of nobody.</summary>
    public static IEnumerable<Polygon> Parts(Geometry geometry)
    {
        for (var i = 0; i < geometry.NumGeometries; i++)
        {
            if (geometry.GetGeometryN(i) is Polygon { IsEmpty: false } polygon) yield return polygon;
        }
    }

    /// <summary>What polygons enclose and do not cover.</summary>
    public static IEnumerable<Polygon> Holes(Geometry geometry) => Parts(geometry).SelectMany(p => p.InteriorRings).Select(ring => Factory.CreatePolygon((LinearRing)ring));

    /// <summary>On the ground, by the length of a degree there (WGS-84): exact to a thousandth for what is no larger than a county.</summary>
    public static double SquareMetres(Geometry geometry)
    {
        if (geometry.IsEmpty) return 0;
        var latitude = geometry.EnvelopeInternal.Centre.Y * Math.PI / 180;
        var (north, east) = (111_132.92 - 559.82 * Math.Cos(2 * latitude) + 1.175 * Math.Cos(4 * latitude), 111_412.84 * Math.Cos(latitude) - 93.5 * Math.Cos(3 * latitude));
        return geometry.Area * north * east;
    }

    private static Polygon? Parse(string geoJson)
    {
        try
        {
            using var json = JsonDocument.Parse(geoJson);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "Polygon"
                || !root.TryGetProperty("coordinates", out var rings) || rings.ValueKind != JsonValueKind.Array || rings.GetArrayLength() == 0) return null;
            var read = rings.EnumerateArray().Select(Ring).ToList();
            return read.Contains(null) ? null : Factory.CreatePolygon(read[0], [.. read.Skip(1).Select(r => r!)]);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // Throws ArgumentException when it is not closed or too short; that of NetTopologySuite is told as "no polygon".
    private static LinearRing? Ring(JsonElement ring)
    {
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < 4) return null;
        var points = new List<Coordinate>();
        foreach (var point in ring.EnumerateArray())
        {
            if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() is not (2 or 3) || point[0].ValueKind != JsonValueKind.Number || point[1].ValueKind != JsonValueKind.Number) return null;
            points.Add(new Coordinate(point[0].GetDouble(), point[1].GetDouble()));
        }
        return Factory.CreateLinearRing([.. points]);
    }
}
