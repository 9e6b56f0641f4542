using Governance.Events.Volunteers.V1;
using Governance.Rpc;
using Governance.Welfare.Visits;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Care;

/// <summary>
/// Once only: what a volunteer did for a need that was raised here is the person's service here, and their visit when company was what was needed; nobody types it again. Needs of others are
/// none of ours.
/// </summary>
internal sealed class OnNeedFulfilled(WelfareDb db, VisitRows visits, IConfiguration configuration) : IConsumer<NeedFulfilled>
{
    /// <summary>Kinds of need that are a visit: data of the installation.</summary>
    public const string VisitingKinds = "Care:VisitingKinds";

    public async Task Consume(ConsumeContext<NeedFulfilled> context)
    {
        var (served, cancel) = (context.Message, context.CancellationToken);
        if (served.Source != "Welfare" || await db.CareNeeds.FirstOrDefaultAsync(n => n.Id == served.SourceId, cancel) is not { } need) return;
        // Told again under another id: the record is there.
        if (await db.CareRecords.AnyAsync(r => r.RecordId == served.RecordId, cancel)) return;
        need.Serve();
        db.Add(new CareRecord { RecordId = served.RecordId, NeedId = need.Id, PersonId = need.PersonId, Area = need.Area, Kind = need.Kind, VolunteerId = served.VolunteerId, Minutes = served.Minutes, ServedAt = served.At });
        if ((configuration.GetSection(VisitingKinds).Get<string[]>() ?? []).Contains(need.Kind)) await VisitAsync(need, served, cancel);
        await db.SaveAsync(cancel);
    }

    private async Task VisitAsync(CareNeed need, NeedFulfilled served, CancellationToken cancel)
    {
        var person = await db.AllPeople.AsNoTracking().FirstAsync(p => p.Id == need.PersonId, cancel);
        if (person.MergedInto is { } kept) person = await db.AllPeople.AsNoTracking().FirstAsync(p => p.Id == kept, cancel);
        // It is told when it was certified; the visit was while the need ran.
        var at = served.At < need.StartsAt ? need.StartsAt : served.At > need.EndsAt ? need.EndsAt : served.At;
        var on = ChinaTime.DateOf(at);
        await visits.PrepareAsync(on, cancel);
        if (await db.Visits.FirstOrDefaultAsync(v => v.PersonId == person.Id && v.DueOn == on, cancel) is not { } visit) db.Add(visit = Visit.Unplanned(person.Id, person.Area, on, at));
        visit.TakeFrom(served.RecordId, at);
    }
}
