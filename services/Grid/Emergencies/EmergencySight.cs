using Governance.Access;

namespace Governance.Grid.Emergencies;

/// <summary>A plan, and an emergency, is told to everybody below its division too: they are hit by it. Written only within the writer's areas.</summary>
internal static class EmergencySight
{
    /// <summary>Of these rows, those that the caller sees from above or from below.</summary>
    public static IQueryable<T> InSightOf<T>(this IQueryable<T> rows, Caller caller) where T : class, IAreaScoped
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (var area in caller.Areas)
        {
            for (var at = Area.ParentOf(area.Code); at is not null; at = Area.ParentOf(at)) above.Add(at);
        }
        above.RemoveWhere(caller.Covers);
        // Areas lie in none of each other, so that nothing comes twice.
        return caller.Areas.Aggregate(rows.Where(r => above.Contains(r.Area)), (seen, area) => seen.Concat(rows.In(area)));
    }
}
