using System.Diagnostics;
using Governance.Gateway.Bodies;
using Governance.Gateway.Limits;
using Governance.Gateway.Receipts;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Governance.Gateway.Routes;

/// <summary>What a service learns of the caller: written here, never passed through, so that it can be believed.</summary>
internal static class Forwarding
{
    /// <summary>Headers by which some proxy or framework would let a caller choose his own address, host, path or certificate.</summary>
    private static readonly string[] Forged = ["Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "X-Forwarded-Port", "X-Forwarded-Prefix",
        "X-Original-URL", "X-Original-Host", "X-Rewrite-URL", "X-Original-For", "X-Original-Proto", "X-ARR-ClientCert", "X-Client-Cert", "X-HTTP-Method-Override",
        "traceparent", "tracestate", "baggage"];

    public static void Transform(TransformBuilderContext route)
    {
        route.AddXForwarded(ForwardedTransformActions.Set);
        route.AddXForwardedPrefix(action: ForwardedTransformActions.Remove);
        foreach (var name in Forged)
            route.AddRequestHeaderRemove(name);
        route.AddRequestTransform(static context =>
        {
            // The trace begins here; X-Request-Id is its id for those who do not speak traceparent.
            context.ProxyRequest.Headers.Remove("X-Request-Id");
            if (Activity.Current is { } activity)
                context.ProxyRequest.Headers.TryAddWithoutValidation("X-Request-Id", activity.TraceId.ToHexString());
            return ValueTask.CompletedTask;
        });
        route.AddRequestTransform(route.Services.GetRequiredService<TellQuota>().ApplyAsync);
        route.AddResponseTransform(StatusIntoTrailers);
        route.AddResponseTrailersTransform(SignReceipts.AddTrailer);
        if (route.Route.Metadata?[ServiceRoutes.Door] is ServiceRoutes.JsonDoor)
            route.AddResponseTransform(route.Services.GetRequiredService<ExplainJson>().ApplyAsync);
    }

    /// <summary>
    /// A service's refusal without a message is nothing but headers. Passed on they are followed by an empty frame of data, and so are no trailers: gRPC for Node finds no status in
    /// such an answer. As trailers every client finds it.
    /// </summary>
    private static ValueTask StatusIntoTrailers(ResponseTransformContext context)
    {
        var response = context.HttpContext.Response;
        // Clients of gRPC-Web look for it in the headers.
        if (context.HttpContext.Features.Get<GrpcWeb.BrowserCall>() is not null) return ValueTask.CompletedTask;
        if (!response.Headers.ContainsKey("grpc-status") || !response.SupportsTrailers()) return ValueTask.CompletedTask;
        foreach (var name in StatusHeaders)
        {
            if (response.Headers.Remove(name, out var value)) response.AppendTrailer(name, value);
        }
        return ValueTask.CompletedTask;
    }

    private static readonly string[] StatusHeaders = ["grpc-status", "grpc-message", "grpc-status-details-bin"];
}

/// <summary>
/// Callers do not choose trace ids or sampling inside the platform: what comes from outside is not read, what goes inside is W3C.
/// </summary>
internal sealed class TraceStartsHere : DistributedContextPropagator
{
    private readonly DistributedContextPropagator w3c = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields => w3c.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => w3c.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) => (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
