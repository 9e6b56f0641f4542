using Governance.Events.Volunteers.V1;
using MassTransit;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>Volunteers made no record of a service that we told: the entry says why, for the clerk who entered it. What was recorded in the meantime stays recorded.</summary>
internal sealed class OnServiceRefused(PartyDb db, ServiceEntries entries) : IConsumer<ServiceRefused>
{
    public async Task Consume(ConsumeContext<ServiceRefused> context)
    {
        var (refused, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await entries.HoldAsync(refused.RecordId, refused.VolunteerId, cancel);
        if (await entries.FindAsync(refused.RecordId, cancel) is not { RecordId: null } entry || !Enum.TryParse<ServiceRefusal>(refused.Reason, out var refusal)) return;
        entry.Refusal = refusal;
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
