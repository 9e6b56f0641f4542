using System.Buffers;
using System.Buffers.Binary;
using Governance.Gateway.Refusals;
using Governance.Gateway.Routes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace Governance.Gateway.Bodies;

/// <summary>Refuses what no service should have to look at: too large, of the wrong kind, not JSON. Nothing of it is forwarded.</summary>
internal sealed class CheckBodies(RequestDelegate next, IOptionsMonitor<BodyOptions> options)
{
    private const int GrpcPrefix = 5;

    public Task InvokeAsync(HttpContext context)
    {
        var door = context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata?[ServiceRoutes.Door];
        if (door is null || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return next(context);
        var max = options.CurrentValue.MaxBytes;
        if (context.Request.ContentLength > max)
            return context.RefuseAsync(GatewayRefusals.BodyTooLarge(max));
        return door switch
        {
            ServiceRoutes.GrpcDoor => Grpc(context, max),
            ServiceRoutes.JsonDoor => Json(context, max),
            _ => next(context),
        };
    }

    private Task Grpc(HttpContext context, long max)
    {
        var type = context.Request.ContentType;
        if (type is null || !type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase))
            return context.RefuseAsync(GatewayRefusals.NotGrpc);
        if (!context.IsGrpc())
            return context.RefuseAsync(GatewayRefusals.GrpcNeedsHttp2);
        return context.Features.Get<CallTerms>()?.Kind == CallKind.Stream ? next(context) : Unary(context, max);
    }

    /// <summary>
    /// gRPC clients seldom announce a length, but each message starts with its own: one look at five bytes refuses a large one before
    /// any of it is forwarded. Streams are left out: their client may be silent until the server speaks.
    /// </summary>
    private async Task Unary(HttpContext context, long max)
    {
        var body = context.Request.BodyReader;
        var read = await body.ReadAtLeastAsync(GrpcPrefix, context.RequestAborted);
        var length = read.Buffer.Length < GrpcPrefix ? 0 : Length(read.Buffer);
        body.AdvanceTo(read.Buffer.Start);
        if (length + GrpcPrefix > max)
        {
            await context.RefuseAsync(GatewayRefusals.BodyTooLarge(max));
            return;
        }
        // YARP lifts the limit of every gRPC call, and logs a warning for each where it no longer can. Here it must not, and the server goes on counting.
        context.Features.Set<IHttpMaxRequestBodySizeFeature>(null);
        await next(context);
    }

    private static long Length(ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[GrpcPrefix];
        buffer.Slice(0, GrpcPrefix).CopyTo(prefix);
        return BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
    }

    private async Task Json(HttpContext context, long max)
    {
        var request = context.Request;
        if (!IsJson(request.ContentType))
        {
            // A DELETE or an empty POST over HTTP/2 may have neither a body nor a type.
            if (request.ContentType is null && (request.ContentLength ?? 0) == 0 && !HttpMethods.IsPut(request.Method) && !HttpMethods.IsPatch(request.Method))
                await next(context);
            else
                await context.RefuseAsync(GatewayRefusals.NotJson);
            return;
        }
        var checkUpTo = options.CurrentValue.CheckJsonUpTo;
        if (request.ContentLength > checkUpTo)
        {
            await next(context);
            return;
        }
        var buffer = ArrayPool<byte>.Shared.Rent((int?)request.ContentLength + 1 ?? 4096);
        try
        {
            // The server's own limit ends this loop for a body of unknown length.
            var filled = 0;
            for (int n; (n = await request.Body.ReadAsync(buffer.AsMemory(filled), context.RequestAborted)) > 0;)
            {
                filled += n;
                if (filled < buffer.Length)
                    continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, filled).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
            if (filled > max)
                await context.RefuseAsync(GatewayRefusals.BodyTooLarge(max));
            else if (filled <= checkUpTo && filled > 0 && JsonSyntax.Check(buffer.AsSpan(0, filled)) is var (field, problem))
                await context.RefuseAsync(GatewayRefusals.MalformedJson(field, problem));
            else
            {
                context.Features.Set(new JsonBody(buffer.AsMemory(0, filled)));
                request.Body = new MemoryStream(buffer, 0, filled, writable: false);
                await next(context);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsJson(string? type) => type is not null
        && type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        && (type.Length == "application/json".Length || type["application/json".Length] is ';' or ' ');
}
