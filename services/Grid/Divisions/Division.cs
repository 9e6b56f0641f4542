using Governance.Messaging;

namespace Governance.Grid.Divisions;

/// <summary>A place of the administrative map.</summary>
[Nationwide("the National Bureau of Statistics prints the map; every form must be able to name any place")]
internal sealed class Division
{
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>The division above; null for the province. Computed by the database from the code.</summary>
    public string? ParentCode { get; private init; }

    /// <summary>Since when it no longer exists. The row stays, so that its code is never given to another place.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Resident committee: a community in the sense of the plan.</summary>
    public static bool IsCommunity(string code) => code.Length == 12 && string.CompareOrdinal(code, 9, "001", 0, 3) >= 0 && string.CompareOrdinal(code, 9, "199", 0, 3) <= 0;
}
