using Governance.Events.Party.V1;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Records;

/// <summary>
/// Once only: what a reported-in party member has done and the community has confirmed is a record here, and nobody types it again. The record has the id that the party service gave it, so that a second
/// one cannot be, and the party service knows its own when it hears of it. What contradicts another record (two places at once, more than a day holds) is no record: the party service is told so, and
/// shows it to the clerk who entered it. It does not wait in the error queue, where nobody who knows of it looks.
/// </summary>
internal sealed class OnMemberServed(VolunteersDb db, TimeProvider clock) : IConsumer<MemberServed>
{
    public const string RecordedBy = "party:report-in";

    public async Task Consume(ConsumeContext<MemberServed> context)
    {
        var (served, cancel) = (context.Message, context.CancellationToken);
        if (await db.Records.AnyAsync(r => r.Id == served.EntryId, cancel)) return;
        var volunteer = await db.Everywhere<Volunteer>("hours are the volunteer's, wherever they were served").FirstAsync(v => v.Id == served.VolunteerId, cancel);
        // A skill that only the party service knows counts as service all the same.
        var kind = Skills.All.ContainsKey(served.Kind) ? served.Kind : "general";
        var record = ServiceRecord.Of(volunteer.Id, volunteer.Owner, served.Area, null, null, null, kind, served.StartsAt, served.StartsAt.AddMinutes(served.Minutes), RecordedBy, clock.GetUtcNow(), served.EntryId);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await transaction.CreateSavepointAsync("span", cancel);
        try
        {
            await db.AddSpanAsync(record, cancel);
            db.Add(record);
        }
        catch (Refusal no) when (no.Reason is "RECORDS_OVERLAP" or "MORE_THAN_A_DAY")
        {
            await transaction.RollbackToSavepointAsync("span", cancel);
            volunteer.RefuseService(served.EntryId, no.Reason == "RECORDS_OVERLAP" ? "Overlap" : "MoreThanADay", clock.GetUtcNow());
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
