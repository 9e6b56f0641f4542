using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace Governance.Load;

/// <summary>
/// A built service as a process of its own, started as in production: its own folder, its own runtime configuration. A shell stands between, which ends the
/// service when its input ends, so that a killed measurement leaves nothing running. (A death signal alone would not do: it comes when the thread
/// ends that started the process.)
/// </summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private const string Script = """
        exec 3<&0
        log=$1; shift
        setpriv --pdeathsig KILL dotnet "$@" </dev/null >>"$log" 2>&1 3<&- & service=$!
        echo $service
        { while read -r _; do :; done; kill -TERM $service; } <&3 >/dev/null 2>&1 & watcher=$!
        wait $service; code=$?
        kill $watcher 2>/dev/null
        exit $code
        """;

    private readonly string name;
    private readonly string log;
    private readonly Process shell;

    private ServiceProcess(string name, string log, Process shell) => (this.name, this.log, this.shell) = (name, log, shell);

    public int Id { get; private set; }

    public static async Task<ServiceProcess> StartAsync(string name, string binary, string folder, IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var log = Path.Combine(folder, name + ".log");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", log, binary, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(binary), RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = new ServiceProcess(name, log, Process.Start(start)!);
        process.Id = int.Parse((await process.shell.StandardOutput.ReadLineAsync())!, System.Globalization.CultureInfo.InvariantCulture);
        return process;
    }

    /// <summary>Runs a command of the service and waits for its end.</summary>
    public static async Task RunAsync(string name, string binary, string folder, IReadOnlyDictionary<string, string?> settings, CancellationToken cancel, params string[] arguments)
    {
        await using var process = await StartAsync(name, binary, folder, settings, arguments);
        await process.shell.WaitForExitAsync(cancel);
        if (process.shell.ExitCode != 0) throw process.Failed($"ended with {process.shell.ExitCode}");
    }

    public async Task UntilReadyAsync(Uri health, Func<X509Certificate?, bool> trusted, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => trusted(presented) } });
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if ((await http.GetAsync(health, cancel)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
            if (shell.HasExited) throw Failed($"ended with {shell.ExitCode} before it was ready");
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(2)) throw Failed("is not ready after two minutes");
            await Task.Delay(100, cancel);
        }
    }

    /// <summary>Ends the service at once, in the midst of whatever it does.</summary>
    public void Kill()
    {
        using var service = Process.GetProcessById(Id);
        service.Kill();
        service.WaitForExit();
    }

    /// <summary>The exit code, once it has ended by itself.</summary>
    public async Task<int> EndedAsync(CancellationToken cancel)
    {
        await shell.WaitForExitAsync(cancel);
        return shell.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        try
        {
            await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40), TimeProvider.System);
        }
        catch (TimeoutException)
        {
            shell.Kill(entireProcessTree: true);
        }
        shell.Dispose();
    }

    public InvalidOperationException Failed(string how) =>
        new($"{name} {how}:\n{string.Join('\n', File.Exists(log) ? File.ReadLines(log).TakeLast(30) : [])}");
}
