using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Governance.Gateway.Routes;

/// <summary>
/// gRPC-Web for services that know only gRPC: the call becomes gRPC, its trailers become a frame of the body, and in text mode both bodies
/// are base64.
/// </summary>
/// <remarks>
/// UseGrpcWeb of Grpc.AspNetCore.Web was rejected: it translates on pipes for a service in the same process. Under a proxy, which copies
/// streams, its base64 reader fails on partial reads and its writer on the first write.
/// </remarks>
internal sealed class GrpcWeb(RequestDelegate next)
{
    private const string Grpc = "application/grpc";
    private const string Binary = "application/grpc-web";
    private const string Text = "application/grpc-web-text";
    private const byte TrailerFrame = 0x80;

    /// <summary>Present on calls that came as gRPC-Web.</summary>
    /// <param name="ResponseType">How it is answered.</param>
    /// <param name="Trailers">What becomes the last frame of the body.</param>
    internal sealed record BrowserCall(string ResponseType, IHeaderDictionary Trailers);

    public Task InvokeAsync(HttpContext context)
    {
        var type = context.Request.ContentType;
        return type is not null && HttpMethods.IsPost(context.Request.Method) && type.StartsWith(Binary, StringComparison.OrdinalIgnoreCase)
            ? TranslateAsync(context, type)
            : next(context);
    }

    private async Task TranslateAsync(HttpContext context, string type)
    {
        var (request, response) = (context.Request, context.Response);
        var textIn = type.StartsWith(Text, StringComparison.OrdinalIgnoreCase);
        var textOut = request.Headers.Accept.ToString().StartsWith(Text, StringComparison.OrdinalIgnoreCase);
        var suffix = type.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? type[plus..] : "";
        var collected = new CollectedTrailers();
        context.Features.Set(new BrowserCall((textOut ? Text : Binary) + suffix, collected.Trailers));

        request.ContentType = Grpc + suffix;
        // gRPC servers refuse a call that does not promise to take trailers; a browser cannot send this header.
        request.Headers.TE = "trailers";
        if (textIn)
        {
            request.ContentLength = null;
            var decoded = new DecodedPipe(PipeReader.Create(new Base64Stream(request.Body)));
            request.Body = decoded.Reader.AsStream();
            context.Features.Set<IRequestBodyPipeFeature>(decoded);
        }

        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>();
        var output = textOut ? new Base64Stream(body.Stream) : body.Stream;
        context.Features.Set<IHttpResponseTrailersFeature>(collected);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(output, body));
        response.OnStarting(() =>
        {
            var answered = response.ContentType ?? "";
            if (answered.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase) && !answered.StartsWith(Binary, StringComparison.OrdinalIgnoreCase))
                response.ContentType = (textOut ? Text : Binary) + suffix;
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            if (collected.Trailers.Count > 0)
                await output.WriteAsync(Frame(collected.Trailers), context.RequestAborted);
        }
        finally
        {
            context.Features.Set(body);
            context.Features.Set(trailers);
        }
    }

    private static byte[] Frame(IHeaderDictionary trailers)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in trailers)
            foreach (var value in values)
                text.Append(name.ToLowerInvariant()).Append(": ").Append(value).Append("\r\n");
        var content = Encoding.ASCII.GetBytes(text.ToString());
        var frame = new byte[5 + content.Length];
        frame[0] = TrailerFrame;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)content.Length);
        content.CopyTo(frame, 5);
        return frame;
    }

    private sealed record DecodedPipe(PipeReader Reader) : IRequestBodyPipeFeature;

    private sealed class CollectedTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
