using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Governance.Hosting;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Governance.Gateway.Routes;

/// <summary>
/// Each replica of a service is a destination of its own: every address in the configuration, and behind a name every address that it leads to, looked up again every few seconds.
/// So calls are balanced, and not connections.
/// </summary>
/// <remarks>YARP's own resolver knows names but no configuration; a name without an address ends the gateway's start there. Here it keeps its last addresses, or itself.</remarks>
internal sealed class ReplicaDestinations(ServiceEndpointResolver services, FindAddresses find, TimeProvider clock) : IDestinationResolver
{
    // The gateway starts no sooner than every name has been looked up; a resolver of the system's gives up after five seconds at the earliest.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, IPAddress[]> last = new();

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var replicas = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        var again = false;
        foreach (var service in destinations.Values)
        {
            var known = await services.GetEndpointsAsync(service.Address, cancellationToken);
            changes.Add(known.ChangeToken);
            foreach (var endpoint in known.Endpoints)
            {
                var text = endpoint.ToString()!;
                var address = new Uri(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}");
                again |= Replicas.MayBeMany(address.Host);
                foreach (var replica in await BehindAsync(address, cancellationToken)) replicas.TryAdd(replica, service with { Address = replica });
            }
        }
        if (again) changes.Add(new CancellationChangeToken(new CancellationTokenSource(Replicas.LookedUpEvery, clock).Token));
        return new(replicas, new CompositeChangeToken(changes));
    }

    private async Task<IEnumerable<string>> BehindAsync(Uri address, CancellationToken cancel)
    {
        if (!Replicas.MayBeMany(address.Host)) return [address.ToString()];
        try
        {
            last[address.Host] = await find(address.DnsSafeHost, cancel).WaitAsync(Patience, clock, cancel);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            // No pod is ready, or the cluster's DNS is slow or away: what was true is the best guess.
        }
        return last.TryGetValue(address.Host, out var found) && found.Length > 0
            ? found.Select(a => new UriBuilder(address) { Host = a.ToString() }.Uri.ToString())
            : [address.ToString()];
    }
}
