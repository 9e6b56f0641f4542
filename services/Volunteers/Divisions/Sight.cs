using Governance.Access;

namespace Governance.Volunteers.Divisions;

/// <summary>What serves everybody of a division (its honours, stations, teams) is seen from there, from above, and by the people of the divisions below.</summary>
internal static class Sight
{
    /// <summary>Codes of the divisions above the caller's; none of them lies in one of the caller's areas.</summary>
    public static List<string> Above(this Caller caller)
    {
        var above = new HashSet<string>();
        foreach (var area in caller.Areas)
        {
            for (var at = Area.ParentOf(area.Code); at is not null; at = Area.ParentOf(at)) above.Add(at);
        }
        above.RemoveWhere(caller.Covers);
        return [.. above];
    }

    /// <summary>Of these rows, those that the caller sees from above or below. By the caller's areas whatever the reach: a resident joins a team that is not the resident's own.</summary>
    public static IQueryable<T> InSightOf<T>(this IQueryable<T> rows, Caller caller) where T : class, IAreaScoped
    {
        var above = caller.Above();
        // Areas lie in none of each other, so that nothing comes twice.
        return caller.Areas.Aggregate(rows.Where(r => above.Contains(r.Area)), (seen, area) => seen.Concat(rows.In(area)));
    }
}
