using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Governance.Gateway.Routes;

/// <summary>
/// A replica that goes says so (GOAWAY), or no longer listens: what it has not taken is sent to another one, whatever it is. What may have been taken is sent again only if it reads;
/// a write is its caller's to repeat, who knows its request_id. Nothing is sent again once an answer has begun.
/// </summary>
internal static class TryAnother
{
    private const int Tries = 3;

    public static void UseTryAnother(this IReverseProxyApplicationBuilder proxy) => proxy.Use(InvokeAsync);

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        var (available, all) = (proxy.AvailableDestinations, proxy.AllDestinations);
        var keeps = all.Count > 1 && Keep(context);
        var tried = new List<DestinationState>();
        while (true)
        {
            await next(context);
            if (!keeps || proxy.ProxiedDestination is not { } destination || !MayGoOn(context)) return;
            tried.Add(destination);
            var left = available.Except(tried).ToArray();
            if (left.Length == 0) left = [.. all.Except(tried)];
            if (left.Length == 0 || tried.Count == Tries) return;
            proxy.AvailableDestinations = left;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Request.Body.Position = 0;
        }
    }

    /// <summary>Keeps the body in memory as it goes through, so that it can go twice. Not a stream of the caller's: it has no end, and is resumed by its own means.</summary>
    private static bool Keep(HttpContext context)
    {
        if (context.Features.Get<CallTerms>() is { Kind: CallKind.Stream } && CallKinds.ComesInPieces(context.Request.Path.Value ?? "")) return false;
        context.Request.EnableBuffering(bufferThreshold: int.MaxValue);
        return true;
    }

    private static bool MayGoOn(HttpContext context)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { } failed || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return false;
        return NotTaken(failed) || (failed.Error is ForwarderError.Request or ForwarderError.RequestBodyDestination && context.Features.Get<CallTerms>()?.Kind == CallKind.Read);
    }

    /// <summary>
    /// Certainly not taken: no connection came about (a time-out before the answer's headers is the connection's, there is no other); or the HTTP client itself wanted to send again,
    /// which it does only with what the other side has declared untouched, and then finds the body gone; or the connection went while the body was still being read from a caller who is
    /// there: a call begins when its message has ended, and this one's had not.
    /// </summary>
    private static bool NotTaken(IForwarderErrorFeature failed) => failed.Error is ForwarderError.RequestTimedOut
        || (failed.Error is ForwarderError.RequestBodyClient && Inner(failed.Exception).Any(e => e is OperationCanceledException))
        || Inner(failed.Exception).Any(e => e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or InvalidOperationException { Message: "Stream was already consumed." });

    private static IEnumerable<Exception> Inner(Exception? e) =>
        e is null ? [] : [e, .. e is AggregateException many ? many.InnerExceptions.SelectMany(Inner) : Inner(e.InnerException)];
}
