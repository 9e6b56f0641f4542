using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Governance.Map;

/// <summary>
/// Columns that hold the code of a place, told by their names: one list for the guard (<see cref="PlaceGuard"/>) and for the tests that no reorganisation forgets one. Whatever is so named is guarded, unless the
/// service says that it is a fact: what is forgotten is refused, not stranded.
/// </summary>
public static partial class PlaceColumns
{
    /// <summary>A regular expression that .NET and PostgreSQL read alike.</summary>
    public const string Named = "^(.*_)?(area|community|place|division_code|place_code|community_code|grid_code)$";

    // The log and the trail tell of the place as it was called.
    private static readonly string[] Logs = ["events", "audit"];

    /// <summary>Of every table that the model maps, in order.</summary>
    internal static IReadOnlyList<PlaceColumn> Of(IModel model) =>
    [
        .. model.GetRelationalModel().Tables.Where(t => !Logs.Contains(t.Name))
            .SelectMany(t => t.Columns.Where(c => Form().IsMatch(c.Name) && c.StoreType is var type && (type == "text" || type.StartsWith("character varying", StringComparison.Ordinal))).Select(c => new PlaceColumn(t.Name, c.Name)))
            .OrderBy(c => c.Table, StringComparer.Ordinal).ThenBy(c => c.Column, StringComparer.Ordinal),
    ];

    [GeneratedRegex(Named)]
    private static partial Regex Form();
}

/// <summary>A column that holds the code of a place.</summary>
internal sealed record PlaceColumn(string Table, string Column)
{
    /// <param name="name"><c>table.column</c>, or the table alone for its column area.</param>
    public static PlaceColumn Parse(string name) => name.Split('.') is [var table, var column] ? new(table, column) : new(name, "area");
}
