using System.Diagnostics;
using System.Globalization;

namespace Governance.Load;

/// <summary>Processor time of everything that this process has started, by program: it says where a create's time goes.</summary>
internal sealed class CpuTime
{
    private const double TicksPerSecond = 100;    // USER_HZ is 100 on every Linux that .NET runs on
    private readonly Dictionary<int, (string Program, double Seconds)> before = Read();

    /// <summary>Microseconds per piece of work, since this object was made.</summary>
    public string Per(double pieces)
    {
        var used = Read().GroupBy(p => p.Value.Program)
            .Select(g => (Program: g.Key, Seconds: g.Sum(p => p.Value.Seconds - (before.TryGetValue(p.Key, out var was) ? was.Seconds : 0))))
            .Where(u => u.Seconds > 0.01).OrderByDescending(u => u.Seconds);
        return string.Join(", ", used.Select(u => string.Create(CultureInfo.InvariantCulture, $"{u.Program} {u.Seconds / pieces * 1e6:0} µs")));
    }

    private static Dictionary<int, (string Program, double Seconds)> Read()
    {
        var all = new Dictionary<int, (string Program, int Parent, double Seconds)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var stat = File.ReadAllText(folder + "/stat");
                var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
                var fields = stat[(close + 2)..].Split(' ');
                // Its own, and that of children that have ended: user and system time of each.
                var seconds = fields[11..15].Sum(f => double.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond;
                all[int.Parse(stat[..open], CultureInfo.InvariantCulture)] = (Name(folder, stat[(open + 1)..close]), int.Parse(fields[1], CultureInfo.InvariantCulture), seconds);
            }
            catch (IOException)
            {
                // ended meanwhile
            }
        }
        bool Ours(int id)
        {
            for (; id > 1 && all.TryGetValue(id, out var process); id = process.Parent) if (id == Environment.ProcessId) return true;
            return false;
        }
        return all.Where(p => Ours(p.Key)).ToDictionary(p => p.Key, p => (p.Value.Program, p.Value.Seconds));
    }

    private static string Name(string folder, string command)
    {
        if (Path.GetFileName(folder) == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)) return "this program (and pgbench)";
        if (command is not ("dotnet" or ".NET Host")) return command;
        var binary = File.ReadAllText(folder + "/cmdline").Split('\0').FirstOrDefault(a => a.EndsWith(".dll", StringComparison.Ordinal));
        return Path.GetFileNameWithoutExtension(binary) ?? command;
    }
}
