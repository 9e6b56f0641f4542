using Governance.Access;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Emergencies;

/// <summary>
/// Named query: puts everybody of concern of a place on an emergency's list, as one set in the transaction of the context: 100,000 people in seconds. Sealed records too, for those who may
/// see them. How urgent somebody is: the assessed risk first, then what keeps them from helping themselves.
/// </summary>
internal sealed class VulnerableRows(WelfareDb db)
{
    /// <summary>False when it is there already.</summary>
    public async Task<bool> OpenAsync(Guid id, string area, string kind, int level, DateTimeOffset activatedAt, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"""
        insert into emergencies (id, area, kind, level, activated_at, listed_at, version, event_sequence) values ({id}, {area}, {kind}, {level}, {activatedAt}, {activatedAt}, 0, 0) on conflict do nothing
        """, cancel) > 0;

    // What is added to the risk is less than 1000, so that it never outweighs a grade of it.
    public Task<int> ListAsync(Guid emergency, Area place, int bornForAged80, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into emergency_people (emergency_id, person_id, area, risk, urgency, reached_by)
        select {emergency}, id, area, risk,
          coalesce(risk, 0) * 1000 + case ability when 5 then 80 when 4 then 60 when 3 then 30 when 2 then 10 else case when kinds && {DisabledByAge} then 50 else 0 end end
            + case disability_grade when 1 then 60 when 2 then 40 when 3 then 15 when 4 then 5 else 0 end + case when kinds && {Alone} then 30 else 0 end
            + case when kinds && {ChildrenAlone} then 40 else 0 end + case when birth_year <= {bornForAged80} then 25 else 0 end, ''
        from people where area >= {place.Code} and area < {place.End} and state <= {(short)PersonState.Sealed} and died_on is null and not kinds <@ {ForJobs}
        """, cancel);

    private static readonly int[] ForJobs = [.. Enum.GetValues<Wire.ConcernKind>().Select(k => (int)k).Where(Concerns.IsForJobs)];
    private static readonly int[] DisabledByAge = [(int)Wire.ConcernKind.ElderlyDisabledByAge], Alone = [(int)Wire.ConcernKind.ElderlyLivingAlone, (int)Wire.ConcernKind.ElderlyBereaved],
        ChildrenAlone = [(int)Wire.ConcernKind.ChildOrphan, (int)Wire.ConcernKind.ChildUnsupported, (int)Wire.ConcernKind.ChildLeftBehind];
}
