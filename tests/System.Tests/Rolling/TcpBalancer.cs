using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Governance.SystemTests.Rolling;

/// <summary>A load balancer of layer 4, as stands before the gateways in production: it asks each whether it is ready, and gives new connections to one that is; open ones it leaves alone.</summary>
internal sealed class TcpBalancer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly int[] ports;
    private readonly Task[] work;
    private volatile int[] ready = [];
    private int turn;

    public TcpBalancer(string ca, params int[] ports)
    {
        this.ports = ports;
        listener.Start();
        work = [AskAsync(ca), AcceptAsync()];
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public bool AllReady => ready.Length == ports.Length;

    public static SocketsHttpHandler Trusting(string ca) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(ca) },
            },
        },
    };

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task AskAsync(string ca)
    {
        using var http = new HttpClient(Trusting(ca)) { Timeout = TimeSpan.FromSeconds(2) };
        while (!end.IsCancellationRequested)
        {
            var answers = await Task.WhenAll(ports.Select(async port =>
            {
                try { return (await http.GetAsync($"https://localhost:{port}/health/ready", end.Token)).IsSuccessStatusCode; }
                // As a balancer that asks three times: who is slow for once is not gone.
                catch (OperationCanceledException) when (!end.IsCancellationRequested) { return ready.Contains(port); }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { return false; }
            }));
            ready = [.. ports.Where((_, i) => answers[i])];
            await Task.Delay(200, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var caller = await listener.AcceptTcpClientAsync(end.Token);
            _ = Task.Run(() => CarryAsync(caller));
        }
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var near = caller;
        using var far = new TcpClient();
        var choice = ready;
        if (choice.Length == 0) return;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, choice[(int)((uint)Interlocked.Increment(ref turn) % choice.Length)], end.Token);
            near.NoDelay = far.NoDelay = true;
            var (there, back) = (near.GetStream().CopyToAsync(far.GetStream(), end.Token), far.GetStream().CopyToAsync(near.GetStream(), end.Token));
            await Task.WhenAny(there, back);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One end is gone: so is the other.
        }
    }
}
