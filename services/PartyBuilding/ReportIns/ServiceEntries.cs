using Governance.Events.Volunteers.V1;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>
/// Entries as Volunteers' events find them. A record, its correction and the news whose it is come by three queues and in any order: the first two take turns at the record, and with the third at the
/// volunteer.
/// </summary>
internal sealed class ServiceEntries(PartyDb db, TimeProvider clock)
{
    private const int ForgottenAtOnce = 100;

    /// <summary>Nobody else deals with this record, or recognizes this volunteer, before the transaction ends.</summary>
    public async Task HoldAsync(Guid recordId, Guid volunteerId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({recordId.ToString()}, 7424003))", cancel);
        await HoldVolunteerAsync(volunteerId, cancel);
    }

    public Task HoldVolunteerAsync(Guid volunteerId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({volunteerId.ToString()}, 7424005))", cancel);

    /// <summary>The entry that became the record, or that was made of it.</summary>
    public Task<ServiceEntry?> FindAsync(Guid recordId, CancellationToken cancel) => db.ServiceEntries.FirstOrDefaultAsync(e => e.RecordId == recordId || e.Id == recordId, cancel);

    /// <summary>The report-in of a volunteer that lasted at a moment; null = none.</summary>
    public Task<ReportIn?> ReportInOfAsync(Guid volunteerId, DateTimeOffset at, CancellationToken cancel) =>
        db.ReportIns.AsNoTracking().Where(r => r.VolunteerId == volunteerId && r.ReportedAt <= at && (r.EndedAt == null || r.EndedAt > at)).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);

    public ServiceEntry Of(ReportIn reported, Guid recordId) => new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), ReportInId = reported.Id, MemberId = reported.MemberId, RecordId = recordId };

    /// <summary>What is kept of a record; null = nothing.</summary>
    public Task<WaitingRecord?> KeptAsync(Guid recordId, CancellationToken cancel) => db.WaitingRecords.FirstOrDefaultAsync(w => w.RecordId == recordId, cancel);

    /// <summary>Keeps a record until it is known whose it is, if it may be somebody's who waits. False: nothing was kept.</summary>
    public async Task<bool> KeepAsync(ServiceRecorded record, CancellationToken cancel)
    {
        var kept = await KeptAsync(record.RecordId, cancel);
        if (kept is null && !await SomebodyWaitsAsync(record.StartsAt, cancel)) return false;
        if (kept is null) db.Add(kept = await NewAsync(record.RecordId, record.VolunteerId, cancel));
        (kept.PlaceCode, kept.Kind, kept.StartsAt, kept.Minutes) = (record.Area, record.Kind, record.StartsAt, record.Minutes);
        return true;
    }

    /// <summary>The same of its correction.</summary>
    public async Task<bool> KeepAsync(ServiceCorrected correction, CancellationToken cancel)
    {
        var kept = await KeptAsync(correction.ReversedId, cancel);
        if (kept is null && !await SomebodyWaitsAsync(correction.At, cancel)) return false;
        if (kept is null) db.Add(kept = await NewAsync(correction.ReversedId, correction.VolunteerId, cancel));
        kept.CorrectedAt = correction.At;
        return true;
    }

    /// <summary>It is known now whose they are: what the member did while reported in is entered, all else was kept in vain. While the volunteer is held.</summary>
    public async Task EnterAsync(Guid volunteerId, IReadOnlyList<ReportIn> own, CancellationToken cancel)
    {
        foreach (var kept in await db.WaitingRecords.Where(w => w.VolunteerId == volunteerId).ToListAsync(cancel))
        {
            // Its record is still to come, and finds the correction.
            if (kept.StartsAt is not { } at) continue;
            db.Remove(kept);
            if (own.Where(r => r.ReportedAt <= at && (r.EndedAt is null || r.EndedAt > at)).MaxBy(r => r.Id) is not { } reported || await FindAsync(kept.RecordId, cancel) is not null) continue;
            var entry = Of(reported, kept.RecordId);
            (entry.PlaceCode, entry.Kind, entry.StartsAt, entry.Minutes, entry.CorrectedAt) = (kept.PlaceCode, kept.Kind, at, kept.Minutes, kept.CorrectedAt);
            db.Add(entry);
        }
    }

    // A member who had reported in by then and whose volunteer Volunteers has not told yet.
    private Task<bool> SomebodyWaitsAsync(DateTimeOffset at, CancellationToken cancel) => db.ReportIns.AnyAsync(r => r.VolunteerId == null && r.MemberId != null && r.ReportedAt <= at && (r.EndedAt == null || r.EndedAt > at), cancel);

    private async Task<WaitingRecord> NewAsync(Guid recordId, Guid volunteerId, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var until = now.AddDays(-WaitingRecord.Days);
        // Whoever keeps one forgets some: no more are there than come in those days.
        await db.Database.ExecuteSqlAsync($"delete from waiting_records where record_id in (select record_id from waiting_records where kept_at < {until} limit {ForgottenAtOnce} for update skip locked)", cancel);
        return new WaitingRecord { RecordId = recordId, VolunteerId = volunteerId, KeptAt = now };
    }
}
