using Governance.Events.Volunteers.V1;
using MassTransit;

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
        await db.FillAsync(shiftId, now, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
