using Governance.Volunteers.Records;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class CheckOut(VolunteersDb db, ShiftCode codes, TimeProvider clock)
{
    public async Task<Wire.SignUp> Handle(Wire.CheckOutRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        check.OrThrow();
        var signUp = await db.SignUps.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw ActivityRefusals.SignUpNotFound(request.Id);
        var activity = await db.Published.AsNoTracking().IgnoreAutoIncludes().FirstAsync(a => a.Id == signUp.ActivityId, cancel);
        codes.Check(check, signUp.ShiftId, activity, request.Code, request.Point);
        check.OrThrow();
        var now = clock.GetUtcNow();
        var served = signUp.CheckOut(now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (served is { } span)
        {
            var record = ServiceRecord.Of(signUp.VolunteerId, signUp.Owner, signUp.Area, activity.Id, activity.TeamId, signUp.Id, activity.Skills.FirstOrDefault() ?? "general", span.From, span.Until, "system:check-out", now);
            signUp.Recorded(record.Id);
            db.Add(record);
            await db.AddSpanAsync(record, cancel);
        }
        var reply = await db.SaveAsync(signUp.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
