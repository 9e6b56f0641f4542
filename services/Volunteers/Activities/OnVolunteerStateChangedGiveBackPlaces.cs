using Governance.Events.Volunteers.V1;
using Governance.Volunteers.Registrations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Activities;

/// <summary>
/// Who has left, or whose guardian took the consent back, gives back the places of what has not begun. Who is only suspended keeps them, but neither moves up nor checks in. By what the
/// volunteer is now, as in Teams.
/// </summary>
internal sealed class OnVolunteerStateChangedGiveBackPlaces(VolunteersDb db, TimeProvider clock) : IConsumer<VolunteerStateChanged>
{
    public async Task Consume(ConsumeContext<VolunteerStateChanged> context)
    {
        var (id, now, cancel) = (context.Message.VolunteerId, clock.GetUtcNow(), context.CancellationToken);
        var gone = await db.Everywhere<Volunteer>("only whether the volunteer is there is looked at").AnyAsync(v => v.Id == id && (v.State == VolunteerState.Left || v.Hidden), cancel);
        if (!gone) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var places = db.SignUps.Where(s => s.VolunteerId == id && s.StartsAt > now && (s.State == SignUpState.Confirmed || s.State == SignUpState.Waiting)).OrderBy(s => s.ShiftId);
        // First all shifts, in the order of their ids, then the rows: as whoever withdraws or moves up.
        foreach (var shiftId in await places.Select(s => s.ShiftId).ToListAsync(cancel)) await db.TakeTurnsAsync(shiftId, cancel);
        foreach (var signUp in await places.ToListAsync(cancel))
        {
            await db.CountAsync(signUp.ShiftId, signUp.HasPlace ? -1 : 0, signUp.HasPlace ? 0 : -1, cancel);
            signUp.Withdraw(now);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
