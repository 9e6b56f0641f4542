using Governance.Grid.Whistles;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>Named queries about calls that go on when the one that they were merged into does not. Whoever withdraws it need not see them.</summary>
internal sealed class CallHeirs(GridDb db)
{
    /// <summary>What was merged into a call, ready to be changed.</summary>
    public async Task<List<Call>> OfAsync(Call call, CancellationToken cancel) => call.MergedCount == 0 ? []
        : await db.Everywhere<Call>("who called about the same is not left without anybody, whoever withdraws").Where(c => c.MergedInto == call.Id).ToListAsync(cancel);

    /// <summary>The whistle that sounds for a call, ready to be changed.</summary>
    public Task<Whistle?> SoundingAsync(Call call, CancellationToken cancel) =>
        db.Everywhere<Whistle>("units that are summoned are told that nobody waits for them, whoever withdraws").FirstOrDefaultAsync(w => w.CallId == call.Id && w.CompletedAt == null, cancel);

    /// <summary>The whistle that still sounds for the one sounds for the other.</summary>
    public Task TakeWhistleAsync(Call former, Call heir, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update whistle_tasks t set area = {heir.Area} from whistles w where w.id = t.whistle_id and w.call_id = {former.Id} and w.completed_at is null;
        update whistles set call_id = {heir.Id}, area = {heir.Area}, version = version + 1 where call_id = {former.Id} and completed_at is null
        """, cancel);
}
