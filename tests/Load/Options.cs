using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Governance.Load;

/// <summary>How long and how much. The defaults are those of the figures in the closing notes.</summary>
internal sealed class Options
{
    private static readonly (string Name, string Meaning, Func<Options, int> Get, Action<Options, int> Set)[] Known =
    [
        ("--rounds", "create-call, relay, map: how often each side is measured, in turns; the median counts", o => o.Rounds, (o, n) => o.Rounds = n),
        ("--seconds", "create-call: length of a round", o => o.Seconds, (o, n) => o.Seconds = n),
        ("--warmup", "create-call: seconds for the just-in-time compiler before the first round", o => o.Warmup, (o, n) => o.Warmup = n),
        ("--callers", "create-call: calls under way at a time", o => o.Callers, (o, n) => o.Callers = n),
        ("--rate", "create-call: creates/s at which latency is taken", o => o.Rate, (o, n) => o.Rate = n),
        ("--left", "outbox: rows that the kill leaves", o => o.Left, (o, n) => o.Left = n),
        ("--limit", "outbox: seconds of sending after which a drain is given up, and its rate taken from what had gone", o => o.Limit, (o, n) => o.Limit = n),
        ("--down", "outage: seconds without a broker", o => o.Down, (o, n) => o.Down = n),
        ("--per-second", "outage: events written a second", o => o.PerSecond, (o, n) => o.PerSecond = n),
        ("--events", "relay, replay (a million), poison: events; sizes: ten times the appeals, hours and people", o => o.Events, (o, n) => o.Events = n),
        ("--volunteers", "import: rows in the file; registry: volunteers in the database", o => o.Volunteers, (o, n) => o.Volunteers = n),
        ("--people", "visits: people who are to be visited", o => o.People, (o, n) => o.People = n),
        ("--organizations", "rosters: organisations in the tree", o => o.Organizations, (o, n) => o.Organizations = n),
        ("--members", "rosters: members on the roster", o => o.Members, (o, n) => o.Members = n),
        ("--rows", "board: calls in the database", o => o.Rows, (o, n) => o.Rows = n),
        ("--requests", "board, map, registry, rosters, visits: requests of each kind", o => o.Requests, (o, n) => o.Requests = n),
    ];

    private Options(Scenario scenario) => (Scenario, Events) = (scenario, scenario.Events);

    public Scenario Scenario { get; }

    public int Rounds { get; private set; } = 3;

    public int Seconds { get; private set; } = 10;

    public int Warmup { get; private set; } = 15;

    public int Callers { get; private set; } = 64;

    public int Rate { get; private set; } = 100;

    public int Events { get; private set; }

    public int Left { get; private set; } = 10_000;

    public int Limit { get; private set; } = 60;

    public int Down { get; private set; } = 300;

    public int PerSecond { get; private set; } = 500;

    public int Rows { get; private set; } = 10_000_000;

    public int Volunteers { get; private set; } = 1_000_000;

    public int People { get; private set; } = 1_000_000;

    public int Organizations { get; private set; } = 330_000;

    public int Members { get; private set; } = 5_400_000;

    public int Requests { get; private set; } = 300;

    public static bool TryRead(string[] args, Scenario[] scenarios, [NotNullWhen(true)] out Options? options, out string problem)
    {
        (options, problem) = (null, "");
        if (scenarios.FirstOrDefault(s => s.Name == args[0]) is not { } scenario)
        {
            problem = $"{args[0]} is no scenario";
            return false;
        }
        var read = new Options(scenario);
        for (var i = 1; i < args.Length; i += 2)
        {
            var (name, _, _, set) = Known.FirstOrDefault(k => k.Name == args[i]);
            if (name is null || i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                problem = name is null ? $"{args[i]} is no option" : $"{args[i]} needs a number above 0";
                return false;
            }
            set(read, number);
        }
        options = read;
        return true;
    }

    public static void WriteHelp(TextWriter output, Scenario[] scenarios)
    {
        output.WriteLine("Measures the platform on private servers of its own, and ends with lines RESULT <name> <value> <unit>.");
        output.WriteLine("Usage: dotnet run -c Release --project tests/Load -- SCENARIO [--option number]...");
        output.WriteLine();
        foreach (var scenario in scenarios) output.WriteLine($"  {scenario.Name,-12} {scenario.Does}");
        output.WriteLine();
        var defaults = new Options(scenarios[0]);
        foreach (var (name, meaning, get, _) in Known) output.WriteLine($"  {name,-15} {meaning} ({get(defaults)})");
    }
}
