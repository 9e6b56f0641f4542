using Governance.Events.Volunteers.V1;
using MassTransit;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>A record that was reversed in Volunteers does not count here either. Its own event may still be on the way.</summary>
internal sealed class OnServiceCorrected(PartyDb db, ServiceEntries entries) : IConsumer<ServiceCorrected>
{
    public async Task Consume(ConsumeContext<ServiceCorrected> context)
    {
        var (correction, cancel) = (context.Message, context.CancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await entries.HoldAsync(correction.ReversedId, correction.VolunteerId, cancel);
        if (await entries.FindAsync(correction.ReversedId, cancel) is not { } entry)
        {
            // Nothing says yet when it was: whoever had reported in by now may be meant. Corrected from the start, it counts nowhere.
            if (await entries.ReportInOfAsync(correction.VolunteerId, correction.At, cancel) is not { } reported)
            {
                if (!await entries.KeepAsync(correction, cancel)) return;
                await db.SaveAsync(cancel);
                await transaction.CommitAsync(cancel);
                return;
            }
            db.Add(entry = entries.Of(reported, correction.ReversedId));
            (entry.PlaceCode, entry.Kind, entry.StartsAt, entry.Minutes) = (correction.Area, "general", correction.At, correction.Minutes);
        }
        entry.CorrectedAt = correction.At;
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
