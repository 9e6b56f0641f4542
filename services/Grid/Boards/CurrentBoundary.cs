using Npgsql;

namespace Governance.Grid.Boards;

/// <summary>Of a town's communities, those that are no more and the one that took over from each: for figures by the boundary of today.</summary>
internal sealed class CurrentBoundary(Dictionary<string, string> successors)
{
    public static readonly CurrentBoundary AsItWas = new([]);

    public static async Task<CurrentBoundary> OfAsync(NpgsqlDataSource source, string town, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select former_code, successor_code from successions where former_retired and ordinal = 0 and left(former_code, 9) = $1 and left(successor_code, 9) = $1");
        command.Parameters.Add(new() { Value = town });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var successors = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel)) successors[rows.GetString(0)] = rows.GetString(1);
        return new(successors);
    }

    /// <summary>Under which code it counts. A chain of them; one that ends in another town counts where it was.</summary>
    public string Of(string code)
    {
        for (var step = 0; step < 20 && successors.TryGetValue(code, out var next); step++) code = next;
        return code;
    }
}
