using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>
/// What Volunteers is told: each confirmed service of a member whom it knows, once. Who is not known there yet has to report in first; until Volunteers has recognized them the service waits here, and no
/// event comes before its volunteer.
/// </summary>
internal sealed class ServiceNews(PartyDb db, ReportInDesk desk, ServiceEntries entries)
{
    private const string OfTheMember = "services and registrations are the member's, in whatever community they reported in";

    /// <summary>Services that were confirmed just now. In the transaction of the confirmation.</summary>
    public async Task TellAsync(Undertaking undertaking, IReadOnlyList<ServiceEntry> entries, CancellationToken cancel)
    {
        var members = entries.Where(e => e.MemberId is not null).Select(e => e.MemberId!.Value).ToList();
        await desk.HoldMembersAsync(members, cancel);
        var known = await db.Everywhere<ReportIn>(OfTheMember).Where(r => r.VolunteerId != null && members.Contains(r.MemberId!.Value)).OrderBy(r => r.Id)
            .Select(r => new { MemberId = r.MemberId!.Value, VolunteerId = r.VolunteerId!.Value }).ToListAsync(cancel);
        foreach (var entry in entries)
        {
            if (known.LastOrDefault(k => k.MemberId == entry.MemberId) is { } who) undertaking.Tell(entry, who.VolunteerId, desk.Now);
        }
    }

    /// <summary>Volunteers knows a member: every report-in of theirs keeps it, what waited is told, and what Volunteers has told too early is entered.</summary>
    public async Task RecognizeAsync(Guid memberId, Guid volunteerId, CancellationToken cancel)
    {
        await desk.HoldMembersAsync([memberId], cancel);
        await entries.HoldVolunteerAsync(volunteerId, cancel);
        var own = await db.Everywhere<ReportIn>(OfTheMember).Where(r => r.MemberId == memberId).ToListAsync(cancel);
        foreach (var reported in own) reported.Recognize(volunteerId);
        await entries.EnterAsync(volunteerId, own, cancel);
        var waiting = await db.ServiceEntries.Where(e => e.MemberId == memberId && e.ToldAt == null && e.UndertakingId != null).ToListAsync(cancel);
        var ids = waiting.Select(e => e.UndertakingId!.Value).Distinct().ToList();
        var from = await db.Everywhere<Undertaking>(OfTheMember).Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancel);
        foreach (var entry in waiting) from[entry.UndertakingId!.Value].Tell(entry, volunteerId, desk.Now);
    }
}
