using System.Security.Claims;
using System.Text.Json;
using Governance.Gateway.Refusals;
using Governance.Gateway.Routes;
using Governance.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;

namespace Governance.Gateway.Receipts;

/// <summary>
/// Gives a partner's write a signed receipt, in the header of the answer (JSON) or in its trailer (gRPC): who asked for what, the hashes of the request and of the answer as
/// they went over the wire, what came of it, and when. Refusals of the services are signed too: a no is a proof as good as a yes.
/// </summary>
/// <remarks>Here and not in the services: one key to guard, and the bytes that the partner sent and got, which it has at hand; a service sees only what it read out of them.</remarks>
internal sealed class SignReceipts(RequestDelegate next, ReceiptKeys keys, IConfiguration configuration, TimeProvider clock)
{
    public const string Header = "governance-receipt";

    public Task InvokeAsync(HttpContext context)
    {
        var client = context.User.FindFirstValue("client_id");
        // Whoever signs in at the console carries its client_id, too; only a client that is its own subject is a partner.
        if (!keys.CanSign || client is null || context.User.FindFirstValue("sub") != client || context.Features.Get<CallTerms>() is not { Kind: CallKind.Write })
            return next(context);
        var grpc = context.IsGrpc();
        var draft = new Draft(client, new HashedStream(context.Request.Body, grpc), grpc);
        context.Request.Body = draft.Request;
        context.Features.Set(draft);
        return grpc ? GrpcAsync(context, draft) : JsonAsync(context, draft);
    }

    /// <summary>In the trailers, after the message and before the end.</summary>
    public static ValueTask AddTrailer(ResponseTrailersTransformContext context)
    {
        if (context.HttpContext.Features.Get<Draft>() is { Grpc: true } draft && !context.HttpContext.Response.Headers.ContainsKey("grpc-status")
            && context.HttpContext.Features.Get<IHttpResponseTrailersFeature>() is { Trailers: { IsReadOnly: false } trailers })
            draft.Finish(trailers, trailers["grpc-status"].ToString());
        return ValueTask.CompletedTask;
    }

    private async Task GrpcAsync(HttpContext context, Draft draft)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        draft.Response = new HashedStream(body.Stream, skipPrefix: true);
        draft.Write = (headers, result) => Sign(context, draft, headers, result);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(draft.Response, body));
        // A refusal without a message has no trailers: its status stands in the headers, and so does the receipt.
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.TryGetValue("grpc-status", out var status))
                draft.Finish(context.Response.Headers, status.ToString());
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
        }
    }

    // A header goes before the body, so the body waits. Answers to writes are small, and the service's own limit bounds them.
    private async Task JsonAsync(HttpContext context, Draft draft)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var kept = new MemoryStream();
        draft.Response = new HashedStream(kept, skipPrefix: false);
        draft.Write = (headers, result) => Sign(context, draft, headers, result);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(draft.Response));
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
        }
        draft.Finish(context.Response.Headers, $"{context.Response.StatusCode}");
        if (kept.Length > 0)
            await body.Stream.WriteAsync(kept.GetBuffer().AsMemory(0, (int)kept.Length), context.RequestAborted);
    }

    private void Sign(HttpContext context, Draft draft, IHeaderDictionary headers, string result)
    {
        // Without the whole request there is nothing to sign for.
        if (draft.Request.Hash(untilEnd: !draft.Grpc) is not { } request || draft.Response!.Hash(untilEnd: false) is not { } response)
            return;
        headers[Header] = keys.Sign(JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = PublicAddress.Of(configuration),
            sub = draft.Client,
            method = draft.Grpc ? context.Request.Path.Value : $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}",
            request_sha256 = ReceiptKeys.Text(request),
            result,
            response_sha256 = ReceiptKeys.Text(response),
            iat = clock.GetUtcNow().ToUnixTimeSeconds(),
            jti = context.RequestId(),
        }));
    }

    /// <summary>A receipt in the making.</summary>
    internal sealed class Draft(string client, HashedStream request, bool grpc)
    {
        private bool finished;

        public string Client => client;

        public HashedStream Request => request;

        public bool Grpc => grpc;

        public HashedStream? Response { get; set; }

        public Action<IHeaderDictionary, string> Write { get; set; } = null!;

        public void Finish(IHeaderDictionary into, string result)
        {
            if (finished)
                return;
            finished = true;
            Write(into, result);
        }
    }
}
