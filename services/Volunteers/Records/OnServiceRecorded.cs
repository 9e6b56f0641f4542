using Google.Protobuf.WellKnownTypes;
using Governance.Events.Volunteers.V1;
using Governance.Volunteers.Activities;
using Governance.Volunteers.Registrations;
using Governance.Volunteers.TimeBank;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Records;

/// <summary>
/// Once only: from one record follow the volunteer's hours and stars, the minutes of the time bank, and what the source of the need is told. By event and not in the command of
/// whoever checks out, whose rights reach neither the volunteer's home nor the ledger.
/// </summary>
internal sealed class OnServiceRecorded(VolunteersDb db, Ledger ledger, TimeProvider clock) : IConsumer<ServiceRecorded>
{
    public async Task Consume(ConsumeContext<ServiceRecorded> context)
    {
        var (record, cancel, now) = (context.Message, context.CancellationToken, clock.GetUtcNow());
        var volunteer = await db.Everywhere<Volunteer>("hours are the volunteer's, hidden or not").FirstAsync(v => v.Id == record.VolunteerId, cancel);
        await ledger.OpenAsync(volunteer, cancel);
        volunteer.Served(record.Minutes, Stars.Hours, now);
        // Reversed before it was counted: there is nothing to tell and nothing to earn, and the reversal finds nothing to take back.
        var reversed = await db.Records.AnyAsync(r => r.Reverses == record.RecordId, cancel);
        if (!reversed && record.ActivityId is { } activityId && await NeedOfAsync(activityId, cancel) is { } need) need.Served(volunteer.Id, record.RecordId, record.Minutes, now);
        var rule = await ledger.RuleAsync(volunteer.Home, cancel);
        var earned = reversed ? 0 : rule.Earned(record.Kind, record.Minutes);
        var balance = await db.Accounts.Where(a => a.Id == volunteer.Id).Select(a => a.Balance).FirstAsync(cancel);
        // What goes above the cap is donated. Another posting at the same moment may carry it a little above: a cap is no promise to anybody.
        var kept = rule.CapMinutes == 0 ? earned : Math.Clamp(rule.CapMinutes - balance, 0, earned);
        var issue = Account.Of(AccountKind.Issue, volunteer.Home);
        List<Posting> postings = [];
        if (kept > 0) postings.Add(Posting.Of(PostingKind.Earn, volunteer.Home, issue, volunteer.Id, kept, "志愿服务", now, record.RecordId));
        if (earned > kept) postings.Add(Posting.Of(PostingKind.Donate, volunteer.Home, issue, Account.Of(AccountKind.Pool, volunteer.Home), earned - kept, "超出上限部分转入公益时间池", now, record.RecordId));
        await ledger.PostAsync(postings, () => new Empty(), cancel);
    }

    private async Task<Need?> NeedOfAsync(Guid activityId, CancellationToken cancel)
    {
        var needId = await db.Activities.Where(a => a.Id == activityId).Select(a => a.NeedId).FirstOrDefaultAsync(cancel);
        return needId is null ? null : await db.Needs.FirstOrDefaultAsync(n => n.Id == needId, cancel);
    }
}
