using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>Once only: a social worker who became a full-time community worker has reached the end of the path, as the party service tells by the volunteer's id; kept for who is certified later.</summary>
internal sealed class OnWorkerAppointed(SocialOrgsDb db) : IConsumer<WorkerAppointed>
{
    public async Task Consume(ConsumeContext<WorkerAppointed> context)
    {
        var (appointed, cancel) = (context.Message, context.CancellationToken);
        if (appointed.VolunteerId is not { } volunteer) return;
        if (!await db.AppointedVolunteers.AnyAsync(v => v.Id == volunteer, cancel)) db.Add(new AppointedVolunteer { Id = volunteer, At = appointed.At });
        foreach (var worker in await db.SocialWorkers.Where(w => w.VolunteerId == volunteer).ToListAsync(cancel)) worker.Appoint(appointed.At);
        await db.SaveAsync(cancel);
    }
}
