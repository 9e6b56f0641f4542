using Governance.Events.Volunteers.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Registrations;

/// <summary>
/// Accounts, certificates, points, redemptions, covers, trainings and commendations belong where their volunteer is at home: the former county sees them no longer, the new one does. To where the volunteer is now, not to where the event
/// says: a second delivery may come after the next move.
/// </summary>
internal sealed class OnVolunteerTransferred(VolunteersDb db) : IConsumer<VolunteerTransferred>
{
    public async Task Consume(ConsumeContext<VolunteerTransferred> context)
    {
        var (id, cancel) = (context.Message.VolunteerId, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"update accounts a set area = v.area from volunteers v where v.id = {id} and a.id = v.id", cancel);
        await db.Database.ExecuteSqlAsync($"update certificates c set area = v.area from volunteers v where v.id = {id} and c.volunteer_id = v.id", cancel);
        await db.Database.ExecuteSqlAsync($"update point_accounts a set area = v.area from volunteers v where v.id = {id} and a.volunteer_id = v.id", cancel);
        await db.Database.ExecuteSqlAsync($"update point_balances b set area = a.area from point_accounts a where a.volunteer_id = {id} and b.account_id = a.id", cancel);
        await db.Database.ExecuteSqlAsync($"update redemptions r set area = v.area from volunteers v where v.id = {id} and r.volunteer_id = v.id", cancel);
        await db.Database.ExecuteSqlAsync($"update covers x set area = v.area from volunteers v where v.id = {id} and x.volunteer_id = v.id", cancel);
        await db.Database.ExecuteSqlAsync($"update trainings x set area = v.area from volunteers v where v.id = {id} and x.volunteer_id = v.id", cancel);
        await db.Database.ExecuteSqlAsync($"update commendations x set area = v.area from volunteers v where v.id = {id} and x.volunteer_id = v.id", cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
