using Google.Protobuf.Reflection;
using Governance.Common.V1;
using Governance.Gateway.Routes;
using Governance.Gateway.Tests.Doubles;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Gateway.Tests;

public sealed class EveryRoute
{
    /// <summary>What may be reached without a token; anything else must ask for one.</summary>
    private static readonly string[] Open = ["/.well-known/{**rest}", "/connect/{**rest}", "/account/{**rest}", "/docs", "/health/", "/", "/.well-known/receipt-keys", "/volunteers/v1/certificates:verify", "/governance.volunteers.v1.Records/VerifyCertificate", .. DomainServices.All.Select(s => $"/openapi/{s.Name}.json")];

    [Fact]
    public async Task Names_its_policy()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend);
        var endpoints = gateway.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        // The scan itself must see something: proxied routes, docs and health.
        Assert.True(endpoints.Count >= 9, $"only {endpoints.Count} endpoints");
        Assert.Contains(endpoints, e => e.RoutePattern.RawText == "/grid/v1/{**rest}");
        Assert.Equal([], Unguarded(endpoints));
    }

    [Fact]
    public void Without_a_policy_is_found()
    {
        var forgotten = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/forgotten"), 0, EndpointMetadataCollection.Empty, null);
        var opened = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/grid/v1/opened"), 0, new(new AllowAnonymousAttribute()), null);
        Assert.Equal(["/forgotten", "/grid/v1/opened"], Unguarded([forgotten, opened]));
    }

    [Fact]
    public void Of_the_proxy_is_configured_with_a_policy()
    {
        var routes = ServiceRoutes.Routes();
        Assert.NotEmpty(routes);
        Assert.All(routes, r => Assert.Contains(r.AuthorizationPolicy, new[] { "caller", "anonymous" }));
        Assert.All(DomainServices.All, s => Assert.Equal(["caller", "caller"], routes.Where(r => r.ClusterId == s.Name && !r.RouteId.Contains("-public-", StringComparison.Ordinal)).Select(r => r.AuthorizationPolicy)));
        Assert.Equal(["volunteers-public-VerifyCertificate-grpc", "volunteers-public-VerifyCertificate-json"], routes.Where(r => r.RouteId.Contains("-public-", StringComparison.Ordinal)).Select(r => r.RouteId));
    }

    /// <summary>The gateway tells streams by their name; each rpc that is promised must bear that out, in gRPC and in JSON.</summary>
    [Fact]
    public void Of_a_stream_is_known_by_its_name()
    {
        var files = typeof(AccessExtensions).Assembly.GetTypes().Select(t => t.GetProperty("Descriptor", typeof(FileDescriptor))?.GetValue(null)).OfType<FileDescriptor>();
        var rpcs = files.SelectMany(f => f.Services).SelectMany(s => s.Methods).Where(m => m.Service.FullName.StartsWith("governance.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rpcs);
        foreach (var rpc in rpcs)
        {
            var stream = rpc.IsServerStreaming || rpc.IsClientStreaming;
            Assert.Equal((rpc.FullName, stream), (rpc.FullName, CallKinds.Of("grpc", "POST", $"/{rpc.Service.FullName}/{rpc.Name}") == CallKind.Stream));
            Assert.Equal((rpc.FullName, rpc.IsClientStreaming), (rpc.FullName, CallKinds.ComesInPieces($"/{rpc.Service.FullName}/{rpc.Name}")));
            if (rpc.GetOptions()?.GetExtension(Google.Api.AnnotationsExtensions.Http) is { } http)
                Assert.Equal((rpc.FullName, stream), (rpc.FullName, CallKinds.Of("json", http.Get.Length > 0 ? "GET" : "POST", http.Get + http.Post + http.Put + http.Patch + http.Delete) == CallKind.Stream));
        }
    }

    private static List<string> Unguarded(IEnumerable<RouteEndpoint> endpoints) =>
    [
        .. endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null
                ? !Open.Any(o => o == e.RoutePattern.RawText || (o is "/docs" or "/health/" && e.RoutePattern.RawText!.StartsWith(o, StringComparison.Ordinal)))
                : e.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(e => e.RoutePattern.RawText!),
    ];
}
