namespace Governance.Access;

/// <summary>
/// A division code used as an area: <c>5101</c> covers <c>510104017001</c>. Codes are 2, 4, 6, 9 or 12 digits (province, city, county, town, community)
/// or 15 (grid).
/// </summary>
public readonly record struct Area
{
    private Area(string code) => Code = code;

    /// <summary>The division code.</summary>
    public string Code { get; }

    /// <summary>The smallest string above every code in this area, for range scans: <c>5101</c> → <c>5102</c>, <c>5109</c> → <c>510:</c>.</summary>
    public string End => Code[..^1] + (char)(Code[^1] + 1);

    /// <summary>Whether <paramref name="code"/> lies in this area.</summary>
    public bool Covers(string code) => code.StartsWith(Code, StringComparison.Ordinal);

    /// <summary>Reads a code. False for anything that is not 2, 4, 6, 9, 12 or 15 digits; an empty code never means "everywhere".</summary>
    public static bool TryParse(string? code, out Area area)
    {
        area = default;
        if (code is null || code.Length is not (2 or 4 or 6 or 9 or 12 or 15)) return false;
        foreach (var c in code)
        {
            if (!char.IsAsciiDigit(c)) return false;
        }
        area = new Area(code);
        return true;
    }

    /// <summary>The code of the division one level up, or null above the province.</summary>
    public static string? ParentOf(string code) => code.Length switch
    {
        15 => code[..12],
        12 => code[..9],
        9 => code[..6],
        6 => code[..4],
        4 => code[..2],
        _ => null,
    };

    /// <summary>The well-formed codes, without those that lie inside another.</summary>
    public static IReadOnlyList<Area> Distinct(IEnumerable<string> codes)
    {
        var areas = new List<Area>();
        foreach (var code in codes.Order(StringComparer.Ordinal))
        {
            if (TryParse(code, out var area) && (areas.Count == 0 || !areas[^1].Covers(code))) areas.Add(area);
        }
        return areas;
    }
}
