namespace Governance.Rpc;

/// <summary>Figures that would tell of single people, told to somebody who may not see those people.</summary>
public static class SmallGroups
{
    /// <summary>Of fewer people than this nothing is told.</summary>
    public const int FewestPeople = 5;

    /// <summary>
    /// Hides what tells of too few. What is hidden could be worked out of the sum that is told one level above: until it is five people together, the smallest of the others go too.
    /// </summary>
    public static void Suppress<T>(IEnumerable<T> rows, Func<T, long> people, Action<T> hide)
    {
        var ordered = rows.Select(r => (Row: r, People: people(r))).OrderBy(r => r.People).ToList();
        var hidden = 0L;
        foreach (var (row, count) in ordered.TakeWhile((r, i) => r.People < FewestPeople || (i > 0 && hidden < FewestPeople)))
        {
            hidden += count;
            hide(row);
        }
    }
}
