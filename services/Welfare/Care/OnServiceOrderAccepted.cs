using Governance.Events.SocialOrgs.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Care;

/// <summary>Once only: what an organisation under contract did for a need that was raised here, and somebody accepted there, is the person's service here; nobody types it again.</summary>
internal sealed class OnServiceOrderAccepted(WelfareDb db) : IConsumer<ServiceOrderAccepted>
{
    public async Task Consume(ConsumeContext<ServiceOrderAccepted> context)
    {
        var (accepted, cancel) = (context.Message, context.CancellationToken);
        if (await db.CareNeeds.FirstOrDefaultAsync(n => n.Id == accepted.NeedId, cancel) is not { } need) return;
        // Told again under another id: the record is there.
        if (await db.CareRecords.AnyAsync(r => r.RecordId == accepted.OrderId, cancel)) return;
        need.Serve();
        db.Add(new CareRecord { RecordId = accepted.OrderId, NeedId = need.Id, PersonId = need.PersonId, Area = need.Area, Kind = need.Kind, Minutes = accepted.Minutes, ServedAt = accepted.ServedAt });
        await db.SaveAsync(cancel);
    }
}
