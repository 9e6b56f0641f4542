using Governance.Events.Grid.V1;
using Governance.Messaging;

namespace Governance.Grid.Divisions;

/// <summary>One import that changed the map. Imports that change nothing leave none.</summary>
internal sealed class DivisionImport : Aggregate
{
    private const int MostInEvent = 1_000;

    private DivisionImport()
    {
    }

    /// <summary>Who brought it.</summary>
    public string By { get; private init; } = "";

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private init; }

    public int AddedCount { get; private init; }

    public int RenamedCount { get; private init; }

    public int RetiredCount { get; private init; }

    public static DivisionImport Of(string root, MapChanges changes, IReadOnlyDictionary<string, string> names, string by, DateTimeOffset at)
    {
        var import = new DivisionImport
        {
            Id = Guid.CreateVersion7(at),
            Area = root,
            By = by,
            At = at,
            AddedCount = changes.Added.Count,
            RenamedCount = changes.Renamed.Count,
            RetiredCount = changes.Retired.Count,
        };
        import.Raise(new DivisionsImported(import.Id, root, Head(changes.Added), Head(changes.Renamed), Head(changes.Retired),
            changes.Added.Count, changes.Renamed.Count, changes.Retired.Count, NamesOf(changes.Added, names), NamesOf(changes.Renamed, names)));
        return import;
    }

    private static List<string> NamesOf(IReadOnlyList<string> codes, IReadOnlyDictionary<string, string> names) => [.. Head(codes).Select(c => names[c])];

    private static List<string> Head(IReadOnlyList<string> codes) => [.. codes.Take(MostInEvent)];
}

/// <summary>How a map differs from the one that is to replace it. Codes in order.</summary>
/// <param name="Added">New, or back under the name they had.</param>
/// <param name="Renamed">Under another name.</param>
/// <param name="Retired">Gone.</param>
/// <param name="Reused">Retired before, and now wanted for a place of another name.</param>
internal sealed record MapChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Renamed, IReadOnlyList<string> Retired, IReadOnlyList<string> Reused)
{
    public int Count => Added.Count + Renamed.Count + Retired.Count;
}
