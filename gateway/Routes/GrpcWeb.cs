namespace Governance.Gateway.Routes;

/// <summary>
/// gRPC-Web for services that know only gRPC. Grpc.AspNetCore.Web turns the call into gRPC and the trailers back into a body frame;
/// it does so on the pipes, while YARP copies streams and headers: this step bridges the two.
/// </summary>
internal static class GrpcWeb
{
    /// <summary>Present on calls that came as gRPC-Web.</summary>
    internal sealed record BrowserCall(string ResponseType);

    public static void UseGrpcWebForProxiedCalls(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (HttpMethods.IsPost(context.Request.Method) && IsGrpcWeb(context.Request.ContentType))
                context.Features.Set(new BrowserCall(IsText(context.Request.Headers.Accept) ? "application/grpc-web-text" : "application/grpc-web"));
            return next(context);
        });
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.Use((context, next) =>
        {
            if (context.Features.Get<BrowserCall>() is null)
                return next(context);
            // Base64 in, bytes on: the stream that YARP reads must be the decoding pipe's, and its length is not the one that was announced.
            context.Request.Body = context.Request.BodyReader.AsStream();
            context.Request.ContentLength = null;
            // gRPC servers refuse a call that does not promise to take trailers; browsers cannot send this header.
            context.Request.Headers.TE = "trailers";
            return next(context);
        });
    }

    private static bool IsGrpcWeb(string? type) => type?.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase) ?? false;

    private static bool IsText(string? type) => type?.StartsWith("application/grpc-web-text", StringComparison.OrdinalIgnoreCase) ?? false;
}
