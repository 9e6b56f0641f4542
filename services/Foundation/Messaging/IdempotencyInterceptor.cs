using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Governance.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Messaging;

/// <summary>
/// request_id (AIP-155): the same id with the same request gets the same answer, with another request ALREADY_EXISTS / REQUEST_ID_REUSED. The key is written by
/// <see cref="GovernanceDb.SaveAsync{T}"/>; it is looked up only after a first try has failed, so the way of a new command costs no further query. A retry
/// whose first try already moved the aggregate fails on the aggregate's rules, or on the time that has gone by (a start that was in the future), and is then answered from the key.
/// </summary>
public sealed class IdempotencyInterceptor : Interceptor
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor?> Fields = new();

    /// <inheritdoc />
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var services = context.GetHttpContext().RequestServices;
        var work = services.GetRequiredService<Work>();
        work.Action = context.Method;
        try
        {
            return await OnceAsync(request, context, services, work, continuation);
        }
        catch (ConstraintBroken e) when (e.IsTwice)
        {
            // Two who set the same thing for the first time at the same moment: the slower one tries again on what it then reads.
            throw Etag.Overtaken();
        }
        catch (Exception e) when (e is not Refusal && Faults.IsOvertaken(e))
        {
            // Out of a statement of the slice's own.
            services.GetRequiredService<PlaceMoved>().Notice();
            throw Faults.Overtaken(e);
        }
    }

    private static async Task<TResponse> OnceAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext context, IServiceProvider services, Work work, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class where TResponse : class
    {
        if (request is not IMessage message || Fields.GetOrAdd(message.Descriptor, d => d.FindFieldByName("request_id")) is not { } field) return await continuation(request, context);
        var text = (string)field.Accessor.GetValue(message);
        if (text.Length == 0) return await continuation(request, context);
        new Check().Id("request_id", text, out var id).OrThrow();
        work.RequestId = id;
        work.PayloadHash = HashOf(context.Method, message, field, text);
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is AlreadyDone or ConstraintBroken or Refusal)
        {
            var db = services.GetRequiredService<DbOfThisCall>().Db;
            var done = await db.FindRequestAsync(id, context.CancellationToken);
            if (done is null) throw;
            if (!db.SaysTheSame(done))
            {
                throw new Refusal(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", "该 request_id 已用于另一个内容不同的请求，请换一个");
            }
            var reply = Activator.CreateInstance<TResponse>();
            ((IMessage)reply).MergeFrom(db.Open(done));
            return reply;
        }
    }

    /// <inheritdoc />
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Name(context);
        return continuation(request, responseStream, context);
    }

    /// <inheritdoc />
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Name(context);
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception e) when (e is not Refusal && Faults.IsOvertaken(e))
        {
            // What was streamed is gone: whoever sent it sends it again.
            context.GetHttpContext().RequestServices.GetRequiredService<PlaceMoved>().Notice();
            throw Faults.Overtaken(e);
        }
    }

    // Streams have no request_id; what they save or show is named in the audit trail all the same.
    private static void Name(ServerCallContext context) => context.GetHttpContext().RequestServices.GetRequiredService<Work>().Action = context.Method;

    private static long HashOf(string method, IMessage message, FieldDescriptor field, string text)
    {
        field.Accessor.SetValue(message, "");
        var hash = new XxHash3();
        hash.Append(Encoding.UTF8.GetBytes(method));
        hash.Append(message.ToByteArray());
        field.Accessor.SetValue(message, text);
        return (long)hash.GetCurrentHashAsUInt64();
    }
}
