using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Teams;

/// <summary>Reminds once of a term of a committee that will end.</summary>
internal sealed class TeamClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<TeamClock> logger)
    : Clock<PartyDb>(scopes, time, logger, TimeSpan.FromMinutes(1), "party.TeamClock", "terms of committees end in every area")
{
    protected override Task<List<Guid>> DueAsync(PartyDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.Teams.Where(t => t.RemindOn <= today && t.Id > last).OrderBy(t => t.Id).Select(t => t.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, PartyDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        if (await db.Teams.FirstOrDefaultAsync(t => t.Id == id && t.RemindOn <= today, cancel) is not { } team) return;
        team.Remind(now);
        await db.SaveAsync(cancel);
    }
}
