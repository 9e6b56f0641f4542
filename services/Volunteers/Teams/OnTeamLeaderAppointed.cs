using Governance.Events.Volunteers.V1;
using Governance.Volunteers.Registrations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Teams;

/// <summary>Who leads a team has reached that level of the path of growth, the first time it happens. By event: the volunteer may be at home where whoever appoints has no rights.</summary>
internal sealed class OnTeamLeaderAppointed(VolunteersDb db) : IConsumer<TeamLeaderAppointed>
{
    public async Task Consume(ConsumeContext<TeamLeaderAppointed> context)
    {
        var (appointed, cancel) = (context.Message, context.CancellationToken);
        var name = await db.Teams.Where(t => t.Id == appointed.TeamId).Select(t => t.Name).FirstAsync(cancel);
        var volunteer = await db.Everywhere<Volunteer>("growth is the volunteer's, hidden or not").Include(v => v.Steps).FirstAsync(v => v.Id == appointed.VolunteerId, cancel);
        volunteer.Grow(GrowthLevel.TeamLeader, $"任“{name}”队长", appointed.At);
        await db.SaveAsync(cancel);
    }
}
