using Governance.Events.Volunteers.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Activities;

/// <summary>Somebody waits though there is a place: those before them could not take it when it was given back, and can now. The list moves up in its order.</summary>
internal sealed class OnSignUpTaken(VolunteersDb db, TimeProvider clock) : IConsumer<SignUpTaken>
{
    public async Task Consume(ConsumeContext<SignUpTaken> context)
    {
        var (shiftId, cancel) = (context.Message.ShiftId, context.CancellationToken);
        if (context.Message.State != nameof(SignUpState.Waiting) || !await db.Shifts.AnyAsync(s => s.Id == shiftId && s.Taken < s.Capacity, cancel)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnsAsync(shiftId, cancel);
        await db.FillAsync(shiftId, clock.GetUtcNow(), cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
