using Governance.Common.V1;
using Grpc.Core;

namespace Governance.Harness;

/// <summary><c>Feed.Read</c> of any service, as a data team calls it.</summary>
public static class FeedReading
{
    /// <summary>Reads what there is, to the end of the log.</summary>
    public static Task<List<FeedItem>> ReadFeedAsync(this ServiceCaller caller, string service, FeedReadRequest? request = null)
    {
        request = request?.Clone() ?? new();
        request.UntilNow = true;
        return caller.ReadFeedAsync(service, request, _ => false);
    }

    /// <summary>Reads until enough has come, and breaks the connection off.</summary>
    public static async Task<List<FeedItem>> ReadFeedAsync(this ServiceCaller caller, string service, FeedReadRequest request, Func<List<FeedItem>, bool> enough)
    {
        var items = new List<FeedItem>();
        using var call = caller.Invoker.AsyncServerStreamingCall(Method(service), null, new CallOptions(deadline: TimeProvider.System.GetUtcNow().AddSeconds(30).UtcDateTime), request);
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            items.Add(call.ResponseStream.Current);
            if (enough(items)) break;
        }
        return items;
    }

    /// <summary>The events among the items.</summary>
    public static List<FeedEvent> Events(this IEnumerable<FeedItem> items) => [.. items.Where(i => i.Event is not null).Select(i => i.Event)];

    private static Method<FeedReadRequest, FeedItem> Method(string service) => new(MethodType.ServerStreaming, $"governance.{service}.v1.Feed", "Read",
        Marshallers.Create(m => Google.Protobuf.MessageExtensions.ToByteArray(m), FeedReadRequest.Parser.ParseFrom), Marshallers.Create(m => Google.Protobuf.MessageExtensions.ToByteArray(m), FeedItem.Parser.ParseFrom));
}
