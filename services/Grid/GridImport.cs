using System.Diagnostics;
using Governance.Grid.Categories;
using Governance.Grid.Divisions;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.Grid;

/// <summary>
/// <c>grid import [FOLDER]</c>: the map, units, categories and calendar from a folder of CSV files (default <c>Import:Folder</c>). A file that is missing is left
/// out; the same files again change nothing.
/// </summary>
internal static class GridImport
{
    public static GovernanceCommand Command { get; } = new("import", "[FOLDER]: map, units, categories and calendar from CSV files; the same files again change nothing", RunAsync);

    /// <summary><c>grid reseal</c>.</summary>
    public static GovernanceCommand Reseal { get; } = Messaging.Reseal.Command(
        new("calls", "contact_name", Calls.CallWire.NamePurpose), new("calls", "contact_phone", Calls.CallWire.PhonePurpose),
        new("workers", "name", Grids.WorkerWire.NamePurpose), new("workers", "phone", Grids.WorkerWire.PhonePurpose),
        new("disputes", "facts", Disputes.DisputeWire.FactsPurpose), new("disputes", "agreement", Disputes.DisputeWire.AgreementPurpose), new("dispute_steps", "findings", Disputes.DisputeWire.FindingsPurpose),
        new("dispute_parties", "name", Disputes.DisputeWire.NamePurpose), new("dispute_parties", "phone", Disputes.DisputeWire.PhonePurpose), new("dispute_parties", "number", Disputes.DisputeWire.NumberPurpose),
        new("cadres", "name", Cadres.CadreWire.NamePurpose), new("cadres", "phone", Cadres.CadreWire.PhonePurpose));

    // Units follow the counties of the map: the order matters.
    private static readonly (string File, Func<IServiceProvider, string, CancellationToken, Task<string>> Import)[] Files =
    [
        ("sichuan-divisions.csv", DivisionFile.ImportAsync),
        ("units.csv", CategoryFiles.ImportUnitsAsync),
        ("categories.csv", CategoryFiles.ImportCategoriesAsync),
        ("china-working-calendar.csv", CategoryFiles.ImportCalendarAsync),
    ];

    private static async Task<int> RunAsync(IServiceProvider services, string[] args, CancellationToken cancel)
    {
        var folder = args.FirstOrDefault() ?? services.GetRequiredService<IConfiguration>()["Import:Folder"];
        if (folder is null || !Directory.Exists(folder))
        {
            await Console.Error.WriteLineAsync($"import: no folder '{folder}'; give one, or set Import:Folder");
            return 2;
        }
        foreach (var (file, import) in Files)
        {
            var path = Path.Combine(folder, file);
            if (!File.Exists(path))
            {
                Console.WriteLine($"{file}: not there, left out");
                continue;
            }
            var watch = Stopwatch.StartNew();
            // A scope for each file: what one has tracked must not slow the next.
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Governance.Access.Caller>().BecomeSystem("import", "the province's own reference data");
            scope.ServiceProvider.GetRequiredService<Work>().Action = "import " + file;
            try
            {
                Console.WriteLine($"{file}: {await import(scope.ServiceProvider, path, cancel)} ({watch.Elapsed.TotalSeconds:0.0} s)");
            }
            catch (Refusal refusal)
            {
                await Console.Error.WriteLineAsync($"{file}: {refusal.Reason} {refusal.Message}");
                foreach (var wrong in refusal.Violations) await Console.Error.WriteLineAsync($"  {wrong.Field} {wrong.Reason} {wrong.Chinese}");
                return 1;
            }
        }
        return 0;
    }
}
