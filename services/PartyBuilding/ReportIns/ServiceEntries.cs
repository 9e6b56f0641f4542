using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>Entries as Volunteers' events find them. A record and its correction come by two queues and in any order: they take turns.</summary>
internal sealed class ServiceEntries(PartyDb db, TimeProvider clock)
{
    /// <summary>Nobody else deals with this record before the transaction ends.</summary>
    public Task HoldAsync(Guid recordId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({recordId.ToString()}, 7424003))", cancel);

    /// <summary>The entry that became the record, or that was made of it.</summary>
    public Task<ServiceEntry?> FindAsync(Guid recordId, CancellationToken cancel) => db.ServiceEntries.FirstOrDefaultAsync(e => e.RecordId == recordId || e.Id == recordId, cancel);

    /// <summary>The report-in of a volunteer that lasted at a moment; null = none.</summary>
    public Task<ReportIn?> ReportInOfAsync(Guid volunteerId, DateTimeOffset at, CancellationToken cancel) =>
        db.ReportIns.AsNoTracking().Where(r => r.VolunteerId == volunteerId && r.ReportedAt <= at && (r.EndedAt == null || r.EndedAt > at)).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);

    public ServiceEntry Of(ReportIn reported, Guid recordId) => new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), ReportInId = reported.Id, MemberId = reported.MemberId, RecordId = recordId };
}
