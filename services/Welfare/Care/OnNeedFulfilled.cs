using Governance.Events.Volunteers.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Care;

/// <summary>Once only: what a volunteer did for a need that was raised here is the person's service here; nobody types it again. Needs of others are none of ours.</summary>
internal sealed class OnNeedFulfilled(WelfareDb db) : IConsumer<NeedFulfilled>
{
    public async Task Consume(ConsumeContext<NeedFulfilled> context)
    {
        var (served, cancel) = (context.Message, context.CancellationToken);
        if (served.Source != "Welfare" || await db.CareNeeds.FirstOrDefaultAsync(n => n.Id == served.SourceId, cancel) is not { } need) return;
        // Told again under another id: the record is there.
        if (await db.CareRecords.AnyAsync(r => r.RecordId == served.RecordId, cancel)) return;
        need.Serve();
        db.Add(new CareRecord { RecordId = served.RecordId, NeedId = need.Id, PersonId = need.PersonId, Area = need.Area, Kind = need.Kind, VolunteerId = served.VolunteerId, Minutes = served.Minutes, ServedAt = served.At });
        await db.SaveAsync(cancel);
    }
}
