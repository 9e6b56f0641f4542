using Governance.Events.Party.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>
/// Once only: a social worker who became a full-time community worker has reached the end of the path, as the party service tells by the volunteer's id; kept for who is certified later. The certificate of who was
/// certified before is told again: until now the party service had no contract that its level could be proposed for.
/// </summary>
internal sealed class OnWorkerAppointed(SocialOrgsDb db, VolunteerLinks links, TimeProvider clock) : IConsumer<WorkerAppointed>
{
    public async Task Consume(ConsumeContext<WorkerAppointed> context)
    {
        var (appointed, cancel) = (context.Message, context.CancellationToken);
        if (appointed.VolunteerId is not { } volunteer) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await links.HoldAsync(volunteer, cancel) is null) db.Add(new AppointedVolunteer { Id = volunteer, At = appointed.At });
        foreach (var worker in await db.SocialWorkers.Where(w => w.VolunteerId == volunteer).ToListAsync(cancel)) worker.Appoint(appointed.At, clock.GetUtcNow());
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
