using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Governance.Gateway.Tests.Wire;
using Grpc.Core;

namespace Governance.Gateway.Tests.Doubles;

internal sealed class EchoState
{
    private int calls;

    /// <summary>How many calls reached a method of the service.</summary>
    public int Calls => calls;

    /// <summary>What it says when asked whether calls may come.</summary>
    public bool Ready { get; set; } = true;

    /// <summary>What WatchEcho sends after its first item.</summary>
    public Channel<string> Items { get; } = Channel.CreateUnbounded<string>();

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Count() => Interlocked.Increment(ref calls);
}

internal sealed class EchoRpc(EchoState state) : Echo.EchoBase
{
    public override Task<SayReply> Say(SayRequest request, ServerCallContext context) => Task.FromResult(Reply(request.Text, context));

    public override Task<SayReply> GetEcho(GetEchoRequest request, ServerCallContext context) => Task.FromResult(Reply(request.Text, context));

    public override async Task WatchEcho(SayRequest request, IServerStreamWriter<SayReply> responseStream, ServerCallContext context)
    {
        if (request.Text == "refuse")
            throw new RpcException(new Grpc.Core.Status(StatusCode.OutOfRange, "该位置之后的部分已超过保存期"));
        await responseStream.WriteAsync(Reply(request.Text, context));
        await foreach (var text in state.Items.Reader.ReadAllAsync(context.CancellationToken))
        {
            if (text == "end")
                return;
            if (text == "fail")
                throw new RpcException(new Grpc.Core.Status(StatusCode.DataLoss, "流中断"));
            await responseStream.WriteAsync(new SayReply { Text = text });
        }
    }

    public override Task<SayReply> Refuse(SayRequest request, ServerCallContext context)
    {
        state.Count();
        throw new Google.Rpc.Status
        {
            Code = (int)Code.FailedPrecondition,
            Message = "诉求尚未分类",
            Details = { Any.Pack(new ErrorInfo { Reason = "CALL_NOT_TRIAGED", Domain = "governance" }) },
        }.ToRpcException();
    }

    public override async Task<SayReply> Hang(SayRequest request, ServerCallContext context)
    {
        state.Count();
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            state.Cancelled.TrySetResult();
        }
        return new();
    }

    public override async Task Chat(IAsyncStreamReader<SayRequest> requestStream, IServerStreamWriter<SayReply> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(new SayReply { Text = request.Text });
    }

    private SayReply Reply(string text, ServerCallContext context)
    {
        state.Count();
        var reply = new SayReply { Text = text, Protocol = context.GetHttpContext().Request.Protocol };
        foreach (var (name, value) in context.GetHttpContext().Request.Headers)
            reply.Headers[name.ToLowerInvariant()] = value.ToString();
        return reply;
    }
}
