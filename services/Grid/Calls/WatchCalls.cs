using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Grid.Categories;
using Governance.Messaging;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class WatchCalls(GridDb db, Caller caller, EventTail tail, ReferenceNow reference, CallWire wire)
{
    // The events that are about a call, by the kind a watcher names; their aggregate is the call.
    private static readonly Dictionary<string, string> Kinds = new System.Type[]
    {
        typeof(CallOpened), typeof(CallTriaged), typeof(CallDispatched), typeof(CallAccepted), typeof(CallReturned), typeof(CallProgressed), typeof(CallEscalated),
        typeof(CallOverdue), typeof(CallResolved), typeof(CallEvaluated), typeof(CallClosed), typeof(CallReopened), typeof(CallMoved), typeof(CallAnswered),
    }.ToDictionary(t => EventType.NameOf(t), t => t.Name);

    public async Task Handle(Wire.WatchCallsRequest request, IServerStreamWriter<Wire.CallChange> changes, CancellationToken cancel)
    {
        EventPosition position = default;
        var check = new Check()
            .DivisionFilter("division_code", request.DivisionCode, out var within)
            .That(request.ResumeToken.Length == 0 || EventPosition.TryParse(request.ResumeToken, out position), "resume_token", "WRONG_TOKEN", "续传标记无效")
            .Few("kinds", request.Kinds.Count, 20);
        for (var i = 0; i < request.Kinds.Count; i++) check.That(Kinds.ContainsValue(request.Kinds[i]), $"kinds[{i}]", "UNKNOWN_VALUE", "没有这种事件");
        check.OrThrow();

        var types = request.Kinds.Count == 0 ? [.. Kinds.Keys] : Kinds.Where(k => request.Kinds.Contains(k.Value)).Select(k => k.Key).ToArray();
        var filter = EventFilter.For(caller, types, within is { } area ? [area] : null);
        var start = request.ResumeToken.Length == 0 ? await tail.EndAsync(cancel) : position;
        await changes.WriteAsync(new Wire.CallChange { Kind = "Ready", ResumeToken = start.ToString() }, cancel);
        await caller.WhileSignedInAsync(until => TellAsync(filter, start, changes, until), cancel);
    }

    private async Task TellAsync(EventFilter filter, EventPosition start, IServerStreamWriter<Wire.CallChange> changes, CancellationToken cancel)
    {
        await foreach (var page in tail.ReadAsync(filter, start, cancel))
        {
            var ids = page.Select(e => e.AggregateId).Distinct().ToArray();
            var calls = await db.Calls.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
            foreach (var happened in page)
            {
                if (!calls.TryGetValue(happened.AggregateId, out var call)) continue;
                await changes.WriteAsync(new Wire.CallChange
                {
                    Kind = Kinds[happened.Type],
                    Call = wire.Of(call, await reference.GetAsync(cancel), inList: true),
                    Time = happened.OccurredAt.ToTimestamp(),
                    ResumeToken = happened.Position.ToString(),
                }, cancel);
            }
        }
    }
}
