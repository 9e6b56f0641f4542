using Governance.Gateway.Bodies;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Governance.Gateway.Refusals;

/// <summary>The outermost step: no answer leaves the gateway as a bare status, a stack trace or an HTML error page of a framework.</summary>
internal sealed partial class Answers(RequestDelegate next, IOptionsMonitor<BodyOptions> bodies, ILogger<Answers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = bad.StatusCode;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Failed(log, e);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength > 0 || response.ContentType is not null)
            return;
        await context.RefuseAsync(GatewayRefusals.ForStatus(TrueStatus(context), bodies.CurrentValue.MaxBytes));
    }

    /// <summary>YARP reports a body that Kestrel refused while it was being copied as its own failure: look behind it.</summary>
    private static int TrueStatus(HttpContext context)
    {
        for (var e = context.Features.Get<IForwarderErrorFeature>()?.Exception; e is not null; e = e.InnerException)
        {
            if (e is BadHttpRequestException bad)
                return bad.StatusCode;
            if (e is AggregateException many && many.InnerExceptions.OfType<BadHttpRequestException>().FirstOrDefault() is { } inner)
                return inner.StatusCode;
        }
        return context.Response.StatusCode;
    }

    [LoggerMessage(1, LogLevel.Error, "A request failed inside the gateway")]
    private static partial void Failed(ILogger log, Exception e);
}
