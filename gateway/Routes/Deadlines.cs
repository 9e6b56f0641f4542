using System.Globalization;
using Governance.Gateway.Refusals;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Governance.Gateway.Routes;

/// <summary>Section <c>Gateway:Timeouts</c>.</summary>
internal sealed class TimeoutOptions
{
    /// <summary>For every call that is not a stream; a shorter <c>grpc-timeout</c> of the caller wins.</summary>
    public TimeSpan Call { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Ends what takes too long. Streams have no end of their own but the caller's <c>grpc-timeout</c>; when the gateway stops they are
/// ended at once, so that clients reconnect to another replica instead of holding the stop up.
/// </summary>
/// <remarks>ASP.NET Core's request timeouts were rejected: they know one duration per route, not the caller's deadline.</remarks>
internal sealed class Deadlines(RequestDelegate next, IOptionsMonitor<TimeoutOptions> options, IHostApplicationLifetime lifetime)
{
    /// <summary>The service enforces grpc-timeout too and answers with more detail; it gets the chance to be first.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<CallTerms>() is not { } terms)
        {
            await next(context);
            return;
        }
        var stream = terms.Kind == CallKind.Stream;
        var client = context.RequestAborted;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(client, stream ? lifetime.ApplicationStopping : CancellationToken.None);
        var asked = GrpcTimeout(context.Request.Headers["grpc-timeout"]) + Grace;
        var allowed = stream ? asked : asked < options.CurrentValue.Call ? asked : options.CurrentValue.Call;
        if (allowed is { } duration)
            end.CancelAfter(duration);
        context.RequestAborted = end.Token;
        Refusal Why() => client.IsCancellationRequested || !end.IsCancellationRequested ? GatewayRefusals.ServiceUnreachable
            : stream && lifetime.ApplicationStopping.IsCancellationRequested ? GatewayRefusals.Stopping : GatewayRefusals.DeadlineExceeded;
        if (context.IsGrpc())
            context.Features.Set<IHttpResetFeature>(new LastWord(context, Why, client));
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !client.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;      // cancelled before YARP took over; answered below like the rest
        }
        finally
        {
            context.RequestAborted = client;
        }
        if (end.IsCancellationRequested && !client.IsCancellationRequested && !context.Response.HasStarted && context.Response.StatusCode >= 400)
            await context.RefuseAsync(Why());
    }

    /// <summary>
    /// YARP resets an answer it cannot finish. While the caller is still there he gets trailers with the reason instead: a reset reads as
    /// INTERNAL or CANCELLED, which clients do not retry.
    /// </summary>
    private sealed class LastWord(HttpContext context, Func<Refusal> why, CancellationToken client) : IHttpResetFeature
    {
        private readonly IHttpResetFeature? reset = context.Features.Get<IHttpResetFeature>();

        public void Reset(int errorCode)
        {
            if (!client.IsCancellationRequested && context.Features.Get<IHttpResponseTrailersFeature>() is { Trailers: { IsReadOnly: false } trailers })
                Answer.WriteGrpcStatus(trailers, why(), context.RequestId());
            else if (reset is not null)
                reset.Reset(errorCode);
            else
                context.Abort();
        }
    }

    /// <summary>At most eight digits and a unit, as the gRPC protocol says; anything else counts as absent and is the service's to refuse.</summary>
    internal static TimeSpan? GrpcTimeout(string? text)
    {
        if (text is not { Length: >= 2 and <= 9 } || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
            return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(Math.Min(n, 24)),
            'M' => TimeSpan.FromMinutes(Math.Min(n, 24 * 60)),
            'S' => TimeSpan.FromSeconds(Math.Min(n, 24 * 3600)),
            'm' => TimeSpan.FromMilliseconds(n),
            'u' => TimeSpan.FromMicroseconds(n),
            'n' => TimeSpan.FromTicks(n / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
