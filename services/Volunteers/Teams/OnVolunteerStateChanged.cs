using Governance.Events.Volunteers.V1;
using Governance.Volunteers.Registrations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Teams;

/// <summary>
/// Who has left, or whose guardian took the consent back, holds no post and belongs to no team any more; a team that they led has no leader until one is appointed. By what the volunteer
/// is now, not by what the event says: a second delivery may come after they have come back.
/// </summary>
internal sealed class OnVolunteerStateChanged(VolunteersDb db, TimeProvider clock) : IConsumer<VolunteerStateChanged>
{
    public async Task Consume(ConsumeContext<VolunteerStateChanged> context)
    {
        var (id, now, cancel) = (context.Message.VolunteerId, clock.GetUtcNow(), context.CancellationToken);
        var gone = await db.Everywhere<Volunteer>("only whether the volunteer is there is looked at").AnyAsync(v => v.Id == id && (v.State == VolunteerState.Left || v.Hidden), cancel);
        if (!gone) return;
        foreach (var holding in await db.PostHoldings.Where(h => h.VolunteerId == id && h.VacatedAt == null).ToListAsync(cancel)) holding.Vacate(now);
        foreach (var member in await db.TeamMembers.Where(m => m.VolunteerId == id && m.LeftAt == null).ToListAsync(cancel)) member.Leave(now);
        foreach (var team in await db.Teams.Where(t => t.LeaderId == id && t.State == TeamState.Active).ToListAsync(cancel)) team.LoseLeader();
        await db.SaveAsync(cancel);
    }
}
