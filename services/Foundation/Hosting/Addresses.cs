using System.Net;
using Grpc.Net.Client.Balancer;
using Microsoft.Extensions.Logging;

namespace Governance.Hosting;

/// <summary>Where a host name leads now. A headless Service answers with the address of every pod that is ready.</summary>
public delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken cancel);

/// <summary>
/// HTTP/2 keeps one connection for all calls, so that whatever balances connections (a Service with an address of its own) balances none of them. Whoever calls therefore looks up all
/// replicas behind the name and balances calls by itself.
/// </summary>
public static class Replicas
{
    /// <summary>How often a name is looked up again. The chart's <c>minReadySeconds</c> is longer: a new replica is known before the last old one goes.</summary>
    public static readonly TimeSpan LookedUpEvery = TimeSpan.FromSeconds(5);

    /// <summary>Whether there may be several addresses behind the host: it is a name, and not this machine's own.</summary>
    public static bool MayBeMany(string host) => host != "localhost" && !IPAddress.TryParse(host.Trim('[', ']'), out _);

    /// <summary>Makes resolvers of <c>replicas:///HOST:PORT</c> for gRPC clients.</summary>
    internal sealed class Factory(FindAddresses find) : ResolverFactory
    {
        public const string Scheme = "replicas";

        public override string Name => Scheme;

        public override Resolver Create(ResolverOptions options) => new Lookup(new Uri($"http://{options.Address.AbsolutePath.TrimStart('/')}"), find, options.LoggerFactory);
    }

    // The one that ships with gRPC (dns:///) looks up by itself, and cannot be given another directory.
    private sealed class Lookup(Uri at, FindAddresses find, ILoggerFactory logs) : PollingResolver(logs)
    {
        private Timer? timer;

        protected override void OnStarted()
        {
            base.OnStarted();
            if (MayBeMany(at.Host)) timer = new Timer(_ => Refresh(), null, LookedUpEvery, LookedUpEvery);
        }

        protected override async Task ResolveAsync(CancellationToken cancellationToken)
        {
            var found = await find(at.DnsSafeHost, cancellationToken);
            Listener(ResolverResult.ForResult([.. found.Select(a => new BalancerAddress(a.ToString(), at.Port))]));
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) timer?.Dispose();
            base.Dispose(disposing);
        }
    }
}
