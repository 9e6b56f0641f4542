using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Governance.Servers;

/// <summary>One server process started by a script of deploy/local/servers. Keeps its port and its data over any number of lives.</summary>
internal sealed class NativeServer(string name, string dataFolder, int port, Dictionary<string, string> environment, Func<CancellationToken, Task> probe)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly string _log = dataFolder + ".log";
    private Process? _process;

    public async Task StartAsync()
    {
        if (_process is { HasExited: false })
            return;
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in new[] { "-c", "exec \"$0\" \"$1\" \"$2\" >>\"$3\" 2>&1", Script, dataFolder, $"{port}", _log })
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        start.Environment["STOP_ON_EOF"] = "1";
        _process = Process.Start(start)!;
        await UntilReadyAsync(_process);
    }

    /// <summary>An ordered stop; returns when the process is gone and its data is on disk.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
            return;
        _ = Kill(_process.Id, Terminate);
        await EndAsync();
    }

    /// <summary>kill -9 of the script and of everything below it, as a power cut would do.</summary>
    public async Task KillAsync()
    {
        // All stand still before the first one dies: the end of the script is the server's signal to stop in order, and a server that gets so far
        // as to flush its buffers was not cut off.
        foreach (var id in _process is { HasExited: false } ? Freeze(_process.Id) : [])
            _ = Kill(id, KillNow);
        await EndAsync();
    }

    public async Task LoseAsync()
    {
        await KillAsync();
        Directory.Delete(dataFolder, recursive: true);
    }

    private static List<int> Freeze(int id)
    {
        _ = Kill(id, StandStill);
        var frozen = new List<int> { id };
        foreach (var thread in Directory.Exists($"/proc/{id}/task") ? Directory.GetDirectories($"/proc/{id}/task") : [])
            frozen.AddRange(File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(child => Freeze(int.Parse(child, CultureInfo.InvariantCulture))));
        return frozen;
    }

    private async Task EndAsync()
    {
        if (_process is null)
            return;
        using var patience = new CancellationTokenSource(_patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
        _process = null;
        while (!IsFree(port))
            await Task.Delay(20, patience.Token);
    }

    private async Task UntilReadyAsync(Process process)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{name} ended with {process.ExitCode} before it was ready:\n{LogTail()}");
            try
            {
                await probe(patience.Token);
                return;
            }
            catch (Exception refused) when (refused is SocketException or IOException or Npgsql.NpgsqlException)
            {
                await Task.Delay(50);
                if (patience.IsCancellationRequested)
                    throw new TimeoutException($"{name} was not ready after {_patience}:\n{LogTail()}", refused);
            }
        }
    }

    private string Script => Path.Combine(Repository.Root, "deploy", "local", "servers", name + ".sh");

    private string LogTail() => File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(20)) : "(no log)";

    /// <summary>A port below the range from which the kernel takes ports for outgoing connections: such a one could be gone after a kill.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var candidate = Random.Shared.Next(20_000, 32_000);
            if (IsFree(candidate))
                return candidate;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private const int KillNow = 9, Terminate = 15, StandStill = 19;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
