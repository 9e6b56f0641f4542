using System.Buffers.Binary;

namespace Governance.Rpc;

/// <summary>Figures that would tell of single people, told to somebody who may not see those people.</summary>
public static class SmallGroups
{
    /// <summary>Of fewer people than this nothing is told.</summary>
    public const int FewestPeople = 5;

    /// <summary>
    /// Random rounding to base 5, as national statistics offices tell counts: up or down to a multiple of five by an offset that belongs to the figure and that only the key's holder knows. Right on average
    /// over many figures; asked again, or one person later, it tells nothing new, as the offset stays. Each figure is rounded by itself, so that no sum and no difference between two levels, however
    /// many, gives a small number back. For figures that add up over several levels; <see cref="Suppress"/> sees one.
    /// </summary>
    /// <param name="people">How many.</param>
    /// <param name="key">A keyed hash of what the figure is of; at least four bytes.</param>
    public static long InFives(long people, ReadOnlySpan<byte> key)
    {
        var offset = BinaryPrimitives.ReadUInt32BigEndian(key) % FewestPeople;
        return (people + offset) / FewestPeople * FewestPeople;
    }

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
