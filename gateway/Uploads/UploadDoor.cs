using System.Collections.Concurrent;
using System.Net.Mime;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Governance.Common.V1;
using Governance.Gateway.Access;
using Governance.Gateway.Bodies;
using Governance.Gateway.Refusals;
using Governance.Gateway.Routes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Status = Google.Rpc.Status;

namespace Governance.Gateway.Uploads;

/// <summary>
/// The door for files. A client-streaming rpc whose <c>google.api.http</c> names a bytes field as its body takes a POST of any length: path and query fill the first message, the body
/// goes on in pieces as it comes. Which columns a file has is the service's business; who may send it is decided by the rpc's permission, like every call's.
/// </summary>
/// <remarks>JSON transcoding knows no client streams, and an endpoint in the service beside its rpc would be a second path around the one gate.</remarks>
internal sealed class UploadDoor(IHttpMessageHandlerFactory handlers) : IDisposable
{
    public const string Client = "uploads";
    private const int Piece = 64 * 1024;
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));
    private readonly ConcurrentDictionary<string, GrpcChannel> channels = new();

    public static void Map(WebApplication app)
    {
        var most = app.Services.GetRequiredService<IOptions<BodyOptions>>().Value.MaxUploadBytes;
        foreach (var rpc in Rpcs())
        {
            app.MapPost(rpc.GetOptions().GetExtension(AnnotationsExtensions.Http).Post, context => context.RequestServices.GetRequiredService<UploadDoor>().TakeAsync(context, rpc))
                .RequireAuthorization(EdgePolicies.Caller).WithMetadata(new CallTerms(CallKind.Stream), new RequestSizeLimitAttribute(most));
        }
    }

    public void Dispose()
    {
        foreach (var channel in channels.Values) channel.Dispose();
    }

    private static IEnumerable<MethodDescriptor> Rpcs() =>
        from type in typeof(AccessExtensions).Assembly.GetExportedTypes()
        where type.Name.EndsWith("Reflection", StringComparison.Ordinal)
        let file = (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!
        from rpc in file.Services.SelectMany(s => s.Methods)
        where rpc is { IsClientStreaming: true, IsServerStreaming: false } && rpc.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { Post.Length: > 0 }
        select rpc;

    private async Task TakeAsync(HttpContext context, MethodDescriptor rpc)
    {
        if (!MediaTypes.Any(t => context.Request.ContentType?.StartsWith(t, StringComparison.OrdinalIgnoreCase) == true))
        {
            await context.RefuseAsync(GatewayRefusals.NotAFile);
            return;
        }
        var wrong = JsonTypes.Check(context.Request.Query, rpc.InputType);
        if (wrong.Count > 0)
        {
            await context.RefuseAsync(GatewayRefusals.WrongTypes(wrong));
            return;
        }
        var service = rpc.File.Package.Split('.')[1];
        var channel = channels.GetOrAdd(service, name => GrpcChannel.ForAddress($"http://_grpc.{name}", new GrpcChannelOptions { HttpHandler = handlers.CreateHandler(Client), DisposeHttpClient = false }));
        try
        {
            var reply = await SendAsync(context, rpc, channel.CreateCallInvoker());
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(Json.Format(reply), context.RequestAborted);
        }
        catch (RpcException refused) when (!context.RequestAborted.IsCancellationRequested)
        {
            await SayAsync(context, refused);
        }
    }

    private static readonly string[] MediaTypes = [MediaTypeNames.Text.Csv, MediaTypeNames.Application.Octet];

    private static async Task<IMessage> SendAsync(HttpContext context, MethodDescriptor rpc, CallInvoker invoker)
    {
        var method = new Method<IMessage, IMessage>(MethodType.ClientStreaming, rpc.Service.FullName, rpc.Name,
            Marshallers.Create<IMessage>(m => m.ToByteArray(), rpc.InputType.Parser.ParseFrom), Marshallers.Create<IMessage>(m => m.ToByteArray(), rpc.OutputType.Parser.ParseFrom));
        var body = rpc.InputType.FindFieldByName(rpc.GetOptions().GetExtension(AnnotationsExtensions.Http).Body);
        using var call = invoker.AsyncClientStreamingCall(method, null, new CallOptions(new Metadata { { "authorization", context.Request.Headers.Authorization.ToString() } }, cancellationToken: context.RequestAborted));
        try
        {
            var message = rpc.InputType.Parser.ParseFrom(ByteString.Empty);
            foreach (var field in rpc.InputType.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.String))
            {
                if (Given(context, field) is { Length: > 0 } text) field.Accessor.SetValue(message, text);
            }
            var buffer = new byte[Piece];
            int read;
            do
            {
                read = await context.Request.Body.ReadAtLeastAsync(buffer, Piece, throwOnEndOfStream: false, context.RequestAborted);
                body.Accessor.SetValue(message, ByteString.CopyFrom(buffer, 0, read));
                await call.RequestStream.WriteAsync(message, context.RequestAborted);
                message = rpc.InputType.Parser.ParseFrom(ByteString.Empty);
            }
            while (read == Piece);
            await call.RequestStream.CompleteAsync();
        }
        // The service has answered before the end of the file; what it says is the answer.
        catch (Exception e) when (e is RpcException or InvalidOperationException && !context.RequestAborted.IsCancellationRequested) { }
        return await call.ResponseAsync;
    }

    private static string? Given(HttpContext context, FieldDescriptor field) => context.Request.RouteValues.TryGetValue(field.Name, out var value) ? value as string
        : context.Request.Query[field.JsonName].FirstOrDefault() ?? context.Request.Query[field.Name].FirstOrDefault();

    // As transcoding would have said it.
    private static async Task SayAsync(HttpContext context, RpcException refused)
    {
        var status = refused.Trailers.GetValueBytes("grpc-status-details-bin") is { } details ? Status.Parser.ParseFrom(details) : null;
        if (status is null)
        {
            await context.RefuseAsync(GatewayRefusals.ForStatus(refused.StatusCode == StatusCode.Unavailable ? StatusCodes.Status502BadGateway : HttpOf(refused.StatusCode), 0));
            return;
        }
        context.Response.StatusCode = HttpOf(refused.StatusCode);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(Json.Format(status), context.RequestAborted);
    }

    private static int HttpOf(StatusCode code) => code switch
    {
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => 400,
        StatusCode.Unauthenticated => 401,
        StatusCode.PermissionDenied => 403,
        StatusCode.NotFound => 404,
        StatusCode.AlreadyExists or StatusCode.Aborted => 409,
        StatusCode.ResourceExhausted => 429,
        StatusCode.Unavailable => 503,
        StatusCode.DeadlineExceeded => 504,
        _ => 500,
    };
}
