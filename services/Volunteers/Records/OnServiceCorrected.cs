using Google.Protobuf.WellKnownTypes;
using Governance.Events.Volunteers.V1;
using Governance.Volunteers.Registrations;
using Governance.Volunteers.TimeBank;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Records;

/// <summary>
/// A record was reversed: hours and stars go down, and what it had earned goes back. Minutes that were given away meanwhile cannot be taken from others: what is left of the
/// balance goes back, and no more.
/// </summary>
internal sealed class OnServiceCorrected(VolunteersDb db, Ledger ledger, TimeProvider clock) : IConsumer<ServiceCorrected>
{
    public async Task Consume(ConsumeContext<ServiceCorrected> context)
    {
        var (correction, cancel, now) = (context.Message, context.CancellationToken, clock.GetUtcNow());
        var volunteer = await db.Everywhere<Volunteer>("hours are the volunteer's, hidden or not").FirstAsync(v => v.Id == correction.VolunteerId, cancel);
        volunteer.Served(-correction.Minutes, Stars.Hours, now);
        List<Posting> back = [];
        // A clerk may have reversed one by hand before.
        foreach (var earned in await db.Postings.Where(p => p.RecordId == correction.ReversedId && !db.Postings.Any(r => r.Reverses == p.Id)).ToListAsync(cancel))
        {
            var balance = await db.Accounts.Where(a => a.Id == earned.ToId).Select(a => a.Balance).FirstAsync(cancel);
            if (balance >= earned.Minutes) back.Add(earned.Reverse("服务记录冲正", now));
            else if (balance > 0) back.Add(Posting.Of(PostingKind.Reverse, earned.Area, earned.ToId, earned.FromId, balance, "服务记录冲正（余额不足，部分冲回）", now, reverses: earned.Id));
        }
        await ledger.PostAsync(back, () => new Empty(), cancel);
    }
}
