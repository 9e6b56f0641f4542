using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Common.V1;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Governance.Messaging;

/// <summary>
/// <c>Feed.Read</c> of every service: the event log for clients, within the caller's areas. Replays what is kept, then follows; the token of any item goes on behind it
/// without gap or double. What a token says is a place and no right: the filter is made anew from the caller of each call.
/// </summary>
public sealed class EventFeed(EventTail tail, Caller caller, ClientRights rights, Consumers service, IHttpContextAccessor http)
{
    /// <summary>An empty stretch of the log longer than this is told by a mark, so that a narrow reader that comes back need not look at it again.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>Sends until the caller goes, its token ends, or the process stops.</summary>
    public async Task ReadAsync(FeedReadRequest request, IServerStreamWriter<FeedItem> items, CancellationToken cancel)
    {
        EventPosition position = default;
        var known = EventType.Of(service.Service);
        var check = new Check()
            .That(request.ResumeToken.Length == 0 || EventPosition.TryParse(request.ResumeToken, out position), "resume_token", "WRONG_TOKEN", "续传标记无效")
            .That(request.ResumeToken.Length == 0 || (request.FromTime is null && !request.FromNow), "resume_token", "NOT_TOGETHER", "续传标记不能与起始时间同时使用")
            .That(!(request.FromNow && request.FromTime is not null), "from_now", "NOT_TOGETHER", "不能与 from_time 同时使用")
            .That(request.FromTime is not { } time || IsTime(time), "from_time", "OUT_OF_RANGE", "时间无效")
            .Few("division_codes", request.DivisionCodes.Count, 50)
            .Few("types", request.Types_.Count, 100);
        var within = new List<Area>();
        for (var i = 0; i < request.DivisionCodes.Count && i < 50; i++)
        {
            check.That(Area.TryParse(request.DivisionCodes[i], out var area), $"division_codes[{i}]", "NOT_A_DIVISION_CODE", "应为 2、4、6、9、12 或 15 位数字");
            within.Add(area);
        }
        // A type with a typo would never come, and nobody would know why.
        for (var i = 0; i < request.Types_.Count && i < 100; i++) check.That(known.Contains(request.Types_[i]), $"types[{i}]", "UNKNOWN_VALUE", "本服务没有这种事件");
        check.OrThrow();

        var start = request.ResumeToken.Length > 0 ? position
            : request.FromNow ? await tail.EndAsync(cancel)
            : EventPosition.Since(request.FromTime?.ToDateTimeOffset() ?? DateTimeOffset.MinValue);
        await items.WriteAsync(new FeedItem { ResumeToken = start.ToString() }, cancel);
        var filter = EventFilter.For(caller, request.Types_, within);
        if (rights.EventsOf(caller) is { } allowed) filter = filter.AtMost(allowed);
        await caller.WhileSignedInAsync(until => SendAsync(filter, start, request.UntilNow, items, until), cancel);
    }

    private async Task SendAsync(EventFilter filter, EventPosition start, bool untilNow, IServerStreamWriter<FeedItem> items, CancellationToken cancel)
    {
        var (told, at, since, begun, hidden) = (TimeProvider.System.GetTimestamp(), start, start.Wanted, false, rights.HiddenFrom(caller));
        // Transcoding to JSON knows no write options, and throws where one is set; it sends each item at once.
        var buffers = http.HttpContext?.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
        await foreach (var page in untilNow ? tail.CatchUpAsync(filter, start, cancel) : tail.FollowAsync(filter, start, cancel))
        {
            for (var i = 0; i < page.Events.Count; i++)
            {
                if (page.Events[i].RecordedAt < since) continue;
                // The page goes out at once; a flush an event was half of what a replay cost.
                if (buffers) items.WriteOptions = i == page.Events.Count - 1 ? WriteOptions.Default : Buffered;
                await items.WriteAsync(ItemOf(page.Events[i], hidden), cancel);
                (told, at, begun) = (TimeProvider.System.GetTimestamp(), page.Events[i].Position, true);
            }
            // Until the log has come to the time that was asked for, a mark says that time and no place: who goes on from it gets nothing older either.
            var reached = begun || page.Reached.At >= since ? page.Reached : start;
            if (!page.Live && (reached == at || TimeProvider.System.GetElapsedTime(told) < Silence)) continue;
            if (buffers) items.WriteOptions = WriteOptions.Default;
            await items.WriteAsync(new FeedItem { ResumeToken = reached.ToString(), Live = page.Live }, cancel);
            (told, at) = (TimeProvider.System.GetTimestamp(), reached);
        }
    }

    // Any number can stand in the message; only out of JSON it is a time for certain.
    private static bool IsTime(Timestamp time) => time.Nanos is >= 0 and < 1_000_000_000
        && time.Seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && time.Seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static FeedItem ItemOf(LoggedEvent e, IReadOnlySet<string> hidden) => new()
    {
        ResumeToken = e.Position.ToString(),
        Event = new FeedEvent
        {
            Id = e.Id.ToString(),
            Type = e.Type,
            Subject = e.AggregateId.ToString(),
            Sequence = e.Sequence,
            Area = e.Area,
            Time = e.OccurredAt.ToTimestamp(),
            Json = Without(e, hidden),
        },
    };

    private static string Without(LoggedEvent e, IReadOnlySet<string> hidden)
    {
        var name = e.Type[(e.Type.LastIndexOf('.') + 1)..] + ".";
        if (hidden.Count == 0 || !hidden.Any(h => h.StartsWith(name, StringComparison.Ordinal))) return Encoding.UTF8.GetString(e.Json.Span);
        var happened = JsonNode.Parse(e.Json.Span)!.AsObject();
        foreach (var property in hidden.Where(h => h.StartsWith(name, StringComparison.Ordinal))) happened.Remove(property[name.Length..]);
        return happened.ToJsonString(EventType.Json);
    }

    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);
}
