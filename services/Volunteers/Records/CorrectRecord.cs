using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class CorrectRecord(VolunteersDb db, Caller caller, TimeProvider clock)
{
    public async Task<Wire.CorrectRecordResponse> Handle(Wire.CorrectRecordRequest request, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var check = new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4);
        var anew = request.StartTime is not null || request.EndTime is not null;
        if (anew) RecordTimes.Check(check, request.StartTime, request.EndTime, now);
        check.OrThrow();
        var wrong = await db.Records.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw RecordRefusals.NotFound(request.Id);
        var reversal = wrong.Reverse(request.Reason.Trim(), caller.Subject, now);
        db.Add(reversal);
        var right = anew
            ? ServiceRecord.Of(wrong.VolunteerId, wrong.Owner, wrong.Area, wrong.ActivityId, wrong.TeamId, wrong.SignUpId, wrong.Kind, request.StartTime!.ToDateTimeOffset(), request.EndTime!.ToDateTimeOffset(), caller.Subject, now)
            : null;
        if (right is not null) db.Add(right);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.RemoveSpanAsync(wrong, cancel);
            if (right is not null) await db.AddSpanAsync(right, cancel);
            var reply = await db.SaveAsync(() => new Wire.CorrectRecordResponse { Reversal = reversal.ToWire(), Record = right?.ToWire() }, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == RecordSpans.ReversedOnce)
        {
            throw RecordRefusals.ReversedAlready();
        }
    }
}
