using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Governance.Servers;

namespace Governance.SystemTests.Failures;

/// <summary>A service of the platform as a process of its own, as it is deployed: it can be killed. It does not outlive the test process, however that ends.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // When the test process is gone, so is the write end of standard input.
    private const string Guard = """
        log=$0
        exec 3<&0 2>>"$log"
        "$@" </dev/null >>"$log" 2>&1 3<&- & child=$!
        echo $child
        (while read -r _; do :; done <&3; kill -KILL $child 2>/dev/null) >/dev/null & watcher=$!
        exec 3<&-
        wait $child; code=$?
        kill $watcher 2>/dev/null
        exit $code
        """;

    private readonly Process guard;
    private readonly int id;

    private ServiceProcess(Process guard, int id, string log) => (this.guard, this.id, LogFile) = (guard, id, log);

    public string LogFile { get; }

    public bool HasExited => guard.HasExited;

    /// <summary>Starts the built binary of a project and, if an address is given, waits until it is ready.</summary>
    /// <param name="project">Folder of the project, from the repository's root; or a whole path, into the built tree of another version.</param>
    /// <param name="log">File that gets everything it says.</param>
    /// <param name="settings">Configuration, with colons.</param>
    /// <param name="ready">Port of the endpoint that answers /health/ready; null for a command that ends by itself.</param>
    /// <param name="arguments">Of the binary.</param>
    public static async Task<ServiceProcess> StartAsync(string project, string log, IReadOnlyDictionary<string, string?> settings, int? ready, params string[] arguments)
    {
        var binary = Binary(project);
        // In its own folder, as in a container: there lies its appsettings.json.
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(binary) };
        // A shell takes along only what could be a variable of its own: Logging__LogLevel__Microsoft.AspNetCore would be lost on the way (dash). `env` takes it as an argument and becomes the service.
        var variables = settings.ToLookup(s => s.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_'));
        string[] dotted = [.. variables[false].Select(s => $"{s.Key.Replace(":", "__", StringComparison.Ordinal)}={s.Value}")];
        foreach (var argument in (string[])["-c", Guard, log, "env", .. dotted, "dotnet", binary, .. arguments]) start.ArgumentList.Add(argument);
        // What the test runner was told (its environment, telemetry, Aspire's ports) is not meant for the service.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || k.StartsWith("OTEL_", StringComparison.Ordinal)
            || k.Contains("__", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (key, value) in variables[true]) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var guard = Process.Start(start)!;
        var id = int.Parse((await guard.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        var service = new ServiceProcess(guard, id, log);
        if (ready is null) return service;
        try
        {
            await service.UntilReadyAsync(ready.Value);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command of a service to its end.</summary>
    public static async Task RunAsync(string project, string log, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        await using var command = await StartAsync(project, log, settings, null, arguments);
        var code = await command.ExitAsync(TimeSpan.FromMinutes(3));
        if (code != 0) throw new InvalidOperationException($"{project} {string.Join(' ', arguments)} ended with {code}:\n{Tail(log)}");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _ = Signal(id, 9);
        await ExitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>SIGTERM; the exit code.</summary>
    public Task<int> StopAsync(TimeSpan within)
    {
        _ = Signal(id, 15);
        return ExitAsync(within);
    }

    public async ValueTask DisposeAsync()
    {
        if (!guard.HasExited) await KillAsync();
        guard.Dispose();
    }

    /// <summary>A port that is free now, below the range from which the kernel takes ports for outgoing connections, so that it is still there after a kill.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: the next one
            }
        }
    }

    public static string Tail(string log, int lines = 40) => File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(lines)) : "(no log)";

    private async Task<int> ExitAsync(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        await guard.WaitForExitAsync(patience.Token);
        return guard.ExitCode;
    }

    private async Task UntilReadyAsync(int port)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            if (guard.HasExited) throw new InvalidOperationException($"the service ended with {guard.ExitCode} before it was ready:\n{Tail(LogFile)}");
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // not listening yet
            }
            if (deadline.Elapsed > Patience) throw new TimeoutException($"not ready after {Patience}:\n{Tail(LogFile)}");
            await Task.Delay(50);
        }
    }

    // The same configuration (Debug, Release) as the tests were built with.
    private static string Binary(string project)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var name = Path.GetFileName(project);
        var path = Path.Combine(Repository.Root, project, "bin", built.Parent!.Name, built.Name, $"Governance.{char.ToUpperInvariant(name[0])}{name[1..]}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("not built", path);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}
