using Governance.Servers;
using Npgsql;

namespace Governance.Harness;

/// <summary>
/// The part of the real map that the tests play on: the province, Chengdu with its counties 510104 and 510105 whole, and Mianyang with one county. Small, so that
/// an import of something else is quick; real, so that names and codes look as they do in the field.
/// </summary>
public static class SmallMap
{
    public const string Community = "510104017001";

    /// <summary>In the same county, another town.</summary>
    public const string OtherTown = "510104018001";

    /// <summary>In the next county of the same city.</summary>
    public const string NextCounty = "510105002002";

    public static string File => Path.Combine(Repository.Root, "deploy", "data", "sichuan-divisions.csv");

    public static IReadOnlyList<(string Code, string Name)> Rows { get; } = [.. All().Where(d => d.Code is "51" or "5101" or "5107"
        || d.Code.StartsWith("510104", StringComparison.Ordinal) || d.Code.StartsWith("510105", StringComparison.Ordinal)
        || d.Code.StartsWith("510703", StringComparison.Ordinal))];

    /// <summary>All 37,728 rows of the file.</summary>
    public static IEnumerable<(string Code, string Name)> All() =>
        System.IO.File.ReadLines(File).Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], cells[1]));

    public static async Task SeedAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var copy = await connection.BeginBinaryImportAsync("copy divisions (code, name) from stdin (format binary)");
        foreach (var (code, name) in Rows)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(code);
            await copy.WriteAsync(name);
        }
        await copy.CompleteAsync();
    }
}
