using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class ListCallSteps(GridDb db)
{
    public async Task<Wire.ListCallStepsResponse> Handle(Wire.ListCallStepsRequest request, CancellationToken cancel)
    {
        var call = await db.CallAsync(request.Id, cancel);
        var from = call.OpenedAt;
        List<Guid> ids = [call.Id];
        if (call.MergedCount > 0)
        {
            // A merged call may have been opened before this one, and its steps with it.
            var merged = await db.Calls.AsNoTracking().Where(c => c.MergedInto == call.Id).Select(c => new { c.Id, c.OpenedAt }).ToListAsync(cancel);
            ids.AddRange(merged.Select(m => m.Id));
            from = merged.Select(m => m.OpenedAt).Append(from).Min();
        }
        // Steps are partitioned by time: the lower bound spares the months before the call.
        var steps = await db.CallSteps.AsNoTracking().Where(s => ids.Contains(s.CallId) && s.At >= from)
            .OrderBy(s => s.At).ThenBy(s => s.CallId).ThenBy(s => s.Ordinal).ToListAsync(cancel);
        var reply = new Wire.ListCallStepsResponse();
        reply.Steps.AddRange(steps.Select(s => new Wire.CallStep
        {
            Ordinal = s.Ordinal,
            Kind = s.Kind,
            FromState = (Wire.CallState)(s.From ?? 0),
            ToState = (Wire.CallState)s.To,
            Actor = s.Actor,
            UnitCode = s.Unit ?? "",
            Reason = s.Reason,
            Time = s.At.ToTimestamp(),
            CallId = s.CallId.ToString(),
        }));
        return reply;
    }
}
