using Governance.Events.Volunteers.V1;
using MassTransit;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>
/// What Volunteers records of a reported-in member is an entry here. A record that was made of an entry of ours has the entry's id: it is only marked as there, and not entered a second time. Whose it is may not be known yet: then it waits.
/// </summary>
internal sealed class OnServiceRecorded(PartyDb db, ServiceEntries entries) : IConsumer<ServiceRecorded>
{
    public async Task Consume(ConsumeContext<ServiceRecorded> context)
    {
        var (record, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await entries.HoldAsync(record.RecordId, record.VolunteerId, cancel);
        // Its correction may have overtaken it: then the entry is there, and stays corrected.
        if (await entries.FindAsync(record.RecordId, cancel) is not { } entry)
        {
            if (await entries.ReportInOfAsync(record.VolunteerId, record.StartsAt, cancel) is not { } reported)
            {
                if (!await entries.KeepAsync(record, cancel)) return;
                await db.SaveAsync(cancel);
                await transaction.CommitAsync(cancel);
                return;
            }
            db.Add(entry = entries.Of(reported, record.RecordId));
            if (await entries.KeptAsync(record.RecordId, cancel) is { } kept)
            {
                entry.CorrectedAt = kept.CorrectedAt;
                db.Remove(kept);
            }
        }
        if (entry.UndertakingId is null) (entry.PlaceCode, entry.Kind, entry.StartsAt, entry.Minutes) = (record.Area, record.Kind, record.StartsAt, record.Minutes);
        (entry.RecordId, entry.Refusal) = (record.RecordId, null);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
