using System.Net;
using Governance.Gateway.Access;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace Governance.Gateway.Routes;

/// <summary>
/// The proxy's routes and clusters, made from <see cref="DomainServices.All"/>. In code and not in appsettings.json: a route that
/// forgets its policy must not be something an operator can write.
/// </summary>
internal static class ServiceRoutes
{
    public const string Door = "door";
    public const string GrpcDoor = "grpc";
    public const string JsonDoor = "json";
    public const string IdentityDoor = "identity";
    public const string OpenApiDoor = "openapi";

    private static readonly string[] IdentityPaths = ["/.well-known/{**rest}", "/connect/{**rest}", "/account/{**rest}"];

    public static IReadOnlyList<RouteConfig> Routes() =>
    [
        .. DomainServices.All.SelectMany(s => new[]
        {
            Route($"{s.Name}-grpc", $"/governance.{s.Name}.v1.{{service}}/{{method}}", s.Name, GrpcDoor, EdgePolicies.Caller) with
            {
                // A gRPC call is a POST, so is a gRPC-Web call; OPTIONS is the browser's preflight, answered before it gets here.
                Match = new() { Path = $"/governance.{s.Name}.v1.{{service}}/{{method}}", Methods = ["POST", "OPTIONS"] },
            },
            Route($"{s.Name}-json", $"/{s.Name}/v1/{{**rest}}", s.Name, JsonDoor, EdgePolicies.Caller),
            Route($"{s.Name}-openapi", $"/openapi/{s.Name}.json", $"{s.Name}-http", OpenApiDoor, EdgePolicies.Anonymous) with
            {
                Match = new() { Path = $"/openapi/{s.Name}.json", Methods = ["GET", "HEAD"] },
                Transforms = [new Dictionary<string, string> { ["PathSet"] = "/openapi/v1.json" }],
            },
        }),
        .. DomainServices.All.SelectMany(PublicRoutes),
        .. IdentityPaths.Select(path => Route($"identity{path[..path.IndexOf('/', 1)].Replace('/', '-')}", path, "identity", IdentityDoor, EdgePolicies.Anonymous)),
    ];

    public static IReadOnlyList<ClusterConfig> Clusters() =>
    [
        .. DomainServices.All.SelectMany(s => new[]
        {
            Cluster(s.Name, $"http://_grpc.{s.Name}", HttpVersion.Version20, asked: true),
            Cluster($"{s.Name}-http", $"http://_http.{s.Name}", HttpVersion.Version11),
        }),
        Cluster("identity", "http://_http.identity", HttpVersion.Version11, asked: true),
    ];

    // What a service opens to everybody stands in its proto and nowhere else: the verification of a paper, by whoever holds it.
    private static IEnumerable<RouteConfig> PublicRoutes(DomainService service)
    {
        foreach (var rpc in PublicRpcs.Of(service.Name))
        {
            yield return Route($"{service.Name}-public-{rpc.Name}-grpc", $"/{rpc.Service.FullName}/{rpc.Name}", service.Name, GrpcDoor, EdgePolicies.Anonymous) with
            {
                Match = new() { Path = $"/{rpc.Service.FullName}/{rpc.Name}", Methods = ["POST", "OPTIONS"] },
            };
            yield return Route($"{service.Name}-public-{rpc.Name}-json", rpc.GetOptions().GetExtension(Google.Api.AnnotationsExtensions.Http).Get, service.Name, JsonDoor, EdgePolicies.Anonymous);
        }
    }

    private static RouteConfig Route(string id, string path, string cluster, string door, string policy) => new()
    {
        RouteId = id,
        ClusterId = cluster,
        Match = new() { Path = path },
        AuthorizationPolicy = policy,
        Metadata = new Dictionary<string, string> { [Door] = door },
    };

    private static ClusterConfig Cluster(string id, string address, Version version, bool asked = false) => new()
    {
        ClusterId = id,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = new Dictionary<string, DestinationConfig> { [id] = new() { Address = address } },
        // Exact: over cleartext there is no ALPN to negotiate HTTP/2 with.
        // ActivityTimeout: Deadlines bounds every call; YARP's own idle limit (100 s) would cut WatchCalls on a quiet night.
        HttpRequest = new ForwarderRequestConfig { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = TimeSpan.FromDays(1) },
        HealthCheck = new()
        {
            // A replica that is told to stop says "not ready" for `Hosting:DrainDelay` before it closes; the gateway asks often enough to hear it.
            Active = new() { Enabled = asked, Path = "/health/ready", Interval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(2), Policy = "ConsecutiveFailures" },
            Passive = new() { Enabled = true, Policy = "TransportFailureRate", ReactivationPeriod = TimeSpan.FromSeconds(5) },
            // With one replica left, trying it is better than refusing everybody for the reactivation period.
            AvailableDestinationsPolicy = "HealthyOrPanic",
        },
        Metadata = new Dictionary<string, string> { ["ConsecutiveFailuresHealthPolicy.Threshold"] = "1" },
    };
}
