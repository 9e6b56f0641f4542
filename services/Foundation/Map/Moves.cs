using System.Collections.Frozen;

namespace Governance.Map;

/// <summary>
/// Where codes lead: A went over to B, B to C, so A leads to C, whichever of both was heard first. The order is that of Grid, which carried them out one after the other, not that of the news.
/// </summary>
public sealed class Moves
{
    private readonly FrozenDictionary<string, Move[]> from;
    private readonly FrozenDictionary<string, DateTimeOffset> cameTo;

    /// <summary>That one went over to another.</summary>
    /// <param name="Former">The code that was retired.</param>
    /// <param name="Successor">The code that took over.</param>
    /// <param name="At">When.</param>
    public sealed record Move(string Former, string Successor, DateTimeOffset At);

    /// <param name="moves">In any order.</param>
    public Moves(IEnumerable<Move> moves)
    {
        var all = moves.ToList();
        from = all.GroupBy(m => m.Former, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.OrderBy(m => m.At).ToArray(), StringComparer.Ordinal);
        cameTo = all.GroupBy(m => m.Successor, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Max(m => m.At), StringComparer.Ordinal);
    }

    /// <summary>The code itself while it stands, otherwise the one that stands in its stead today. A grid of which nothing was told goes with its community.</summary>
    public string Now(string code)
    {
        if (from.TryGetValue(code, out var moves) && !CameAfter(code, moves[^1].At)) return After(moves[^1].Successor, moves[^1].At);
        return code.Length == 15 && Now(code[..12]) is var community && community != code[..12] ? community : code;
    }

    /// <summary>Where what stood under a code at that time is today.</summary>
    public string After(string code, DateTimeOffset at)
    {
        while (from.TryGetValue(code, out var moves) && Array.Find(moves, m => m.At > at) is { } next) (code, at) = (next.Successor, next.At);
        return code;
    }

    /// <summary>Somebody else's rows came to this code then or later: it is given again.</summary>
    public bool CameAfter(string code, DateTimeOffset at) => cameTo.TryGetValue(code, out var last) && last >= at;
}
