using Governance.Events.Volunteers.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Activities;

/// <summary>A place was given back: the first on the waiting list who has time, and every cover and training that the activity needs, gets it. By event, so that it happens whoever gave it back and whatever else fails.</summary>
internal sealed class OnSignUpChanged(VolunteersDb db, TimeProvider clock) : IConsumer<SignUpChanged>
{
    public async Task Consume(ConsumeContext<SignUpChanged> context)
    {
        if (context.Message.State != "Withdrawn") return;
        var (shiftId, now, cancel) = (context.Message.ShiftId, clock.GetUtcNow(), context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnsAsync(shiftId, cancel);
        var shift = await db.Shifts.AsNoTracking().FirstAsync(s => s.Id == shiftId, cancel);
        var activity = await db.Activities.AsNoTracking().IgnoreAutoIncludes().FirstAsync(a => a.Id == shift.ActivityId, cancel);
        if (activity.State == ActivityState.Published && shift.EndsAt > now && shift.Taken < shift.Capacity && await db.NextWaitingAsync(shift, activity, cancel) is { } next)
        {
            var waiting = await db.SignUps.FirstAsync(s => s.Id == next, cancel);
            waiting.MoveUp(now);
            await db.CountAsync(shiftId, 1, -1, cancel);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
