using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Regional;
using Governance.PartyBuilding.Transfers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.PartyBuilding.Organizations;

/// <summary>What is counted of an organisation and all below it: kinds of organisations, states of people, and who floats.</summary>
internal static class Measure
{
    public const short Floating = 21;

    public static short Of(OrganizationKind kind) => (short)kind;

    /// <summary>The ordinal of a state on the path from applicant (1) to full member (5).</summary>
    public static short OfState(int state) => (short)(10 + state);

    public const short Full = 15, FirstOfPeople = 11, LastOfPeople = 15;
}

/// <summary>
/// Named queries: who may change the tree while it is counted, the paths of a subtree that moves, and counts for every node. A count is a row for each node that is folded now and then, and the
/// changes since, which are only ever inserted: a member of a branch counts at the province in the same transaction, and no two commands wait for each other at a row that all share
/// (decision 0010).
/// </summary>
internal sealed class OrganizationTree(PartyDb db)
{
    private const int Lock = 7_424_001;

    /// <summary>Nobody moves, merges or dissolves an organisation before the transaction ends, so that paths stay true; any number may hold it still at once.</summary>
    public Task HoldStillAsync(CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({Lock})", cancel);

    /// <summary>Alone with the tree until the transaction ends: two moves at once take turns, so that neither can put each below the other.</summary>
    public Task RearrangeAsync(CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancel);

    /// <summary>The place, which nobody closes before the transaction ends.</summary>
    public async Task<Place?> ShareAsync(Guid placeId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from places where id = {placeId} for share", cancel);
        return await db.Places.AsNoTracking().FirstOrDefaultAsync(p => p.Id == placeId, cancel);
    }

    /// <summary>Counts at the organisation that the path leads to and at every one above. Only while the tree is held still or rearranged.</summary>
    public Task CountAsync(string path, short measure, long by, CancellationToken cancel) => CountAsync(path, [(measure, by)], cancel);

    public async Task CountAsync(string path, IReadOnlyCollection<(short Measure, long By)> changes, CancellationToken cancel)
    {
        if (changes.Count == 0) return;
        await db.Database.ExecuteSqlRawAsync("""
            insert into organization_count_changes (organization_id, measure, n)
            select substring({0} from 1 + 32 * level for 32)::uuid, c.measure, c.n
            from generate_series(0, length({0}) / 32 - 1) as level cross join unnest({1}, {2}) as c (measure, n) where c.n <> 0
            """, [path, changes.Select(c => c.Measure).ToArray(), changes.Select(c => c.By).ToArray()], cancel);
    }

    /// <summary>What an organisation and all below it hold now, in one snapshot.</summary>
    public async Task<Dictionary<short, long>> CountsAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand("""
                select measure, sum(n)::bigint from (select measure, n from organization_counts where organization_id = $1 union all select measure, n from organization_count_changes where organization_id = $1) c
                group by measure
                """, (NpgsqlConnection)db.Database.GetDbConnection()) { Parameters = { new() { Value = id } } };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var counts = new Dictionary<short, long>();
            while (await rows.ReadAsync(cancel)) counts[rows.GetInt16(0)] = rows.GetInt64(1);
            return counts;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Full members of each, those below included.</summary>
    public async Task<Dictionary<Guid, long>> FullMembersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = new NpgsqlCommand("""
                select organization_id, sum(n)::bigint from (
                  select organization_id, n from organization_counts where organization_id = any ($1) and measure = $2
                  union all select organization_id, n from organization_count_changes where organization_id = any ($1) and measure = $2) c group by organization_id
                """, (NpgsqlConnection)db.Database.GetDbConnection()) { Parameters = { new() { Value = ids.ToArray() }, new() { Value = Measure.Full } } };
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var counts = new Dictionary<Guid, long>();
            while (await rows.ReadAsync(cancel)) counts[rows.GetGuid(0)] = rows.GetInt64(1);
            return counts;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Whether people belong to the organisation itself. Only while the tree is rearranged.</summary>
    public Task<bool> HoldsMembersAsync(Guid id, CancellationToken cancel) =>
        db.Everywhere<Member>("whether an organisation that the slice has found has any").AnyAsync(m => m.OrganizationId == id && m.State != MemberState.Ended, cancel);

    /// <summary>Whether members are on their way to the organisation. Only while the tree is rearranged.</summary>
    public Task<bool> TransfersUnderWayAsync(Guid id, CancellationToken cancel) =>
        db.Everywhere<Transfer>("whether any comes to an organisation that the slice has found").AnyAsync(t => t.ToId == id && t.State == TransferState.Issued, cancel);

    /// <summary>All who belong to one organisation, or did. Only while the tree is rearranged.</summary>
    public async Task<List<(Guid Id, MemberState State)>> PeopleOfAsync(Guid id, CancellationToken cancel) =>
        [.. (await db.Everywhere<Member>("who is handed over with an organisation that the slice has found; ids and states alone").Where(m => m.OrganizationId == id).OrderBy(m => m.Id).Select(m => new { m.Id, m.State }).ToListAsync(cancel)).Select(m => (m.Id, m.State))];

    /// <summary>All who belong to one organisation, or did, belong to another; letters between both are void, those from and to it are the other's. Only while the tree is rearranged.</summary>
    public Task HandOverAsync(Organization former, Organization successor, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update members set organization_id = {successor.Id}, area = {successor.Area}, version = version + 1 where organization_id = {former.Id};
        update transfers set state = 4, ended_at = {at}, version = version + 1 where state = 1 and (from_id, to_id) in (({former.Id}, {successor.Id}), ({successor.Id}, {former.Id}));
        update transfers set from_id = {successor.Id}, from_area = {successor.Area}, area = {successor.Area}, version = version + 1 where state = 1 and from_id = {former.Id};
        update transfers set to_id = {successor.Id}, to_area = {successor.Area}, version = version + 1 where state = 1 and to_id = {former.Id}
        """, cancel);

    /// <summary>Units that an organisation covered are covered by its successor, or by none; so it is with companies whose organisation it was. Only while the tree is rearranged.</summary>
    public Task CoverByAsync(Guid former, Guid? successor, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update two_new_units set organization_id = {successor}, version = version + 1 where organization_id = {former};
        update property_companies set organization_id = {successor}, version = version + 1 where organization_id = {former}
        """, cancel);

    /// <summary>
    /// Who has sat beside an organisation, since communities or grids were merged, has the seat that it leaves: the successor before any other, then who is there longest. Only while the tree is
    /// rearranged, and after the former one has been saved: one of a seat is a constraint.
    /// </summary>
    public Task SeatNextAsync(Organization former, string seat, Guid? successor, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update organizations set seat_of = {seat} where id = (
          select id from organizations where area = {former.Area} and seat = {(short)former.Seat} and place_id is not distinct from {former.PlaceId}
            and state = 1 and kind <> {(short)OrganizationKind.FunctionalGroup} and seat_of is null
          order by id is not distinct from {successor} desc, id limit 1)
        """, cancel);

    /// <summary>Whether an organisation leads a regional committee. Only while the tree is rearranged.</summary>
    public Task<bool> LeadsAsync(Guid id, CancellationToken cancel) =>
        db.Everywhere<RegionalCommittee>("whether an organisation that the slice has found leads one").AnyAsync(c => c.OrganizationId == id && c.MergedIntoId == null, cancel);

    /// <summary>Regional committees that an organisation led are led by its successor, and units that it was are the successor's. Only while the tree is rearranged.</summary>
    public Task LeadByAsync(Guid former, Guid successor, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        update regional_committees set organization_id = {successor}, version = version + 1 where organization_id = {former};
        update member_units set organization_id = {successor}, version = version + 1 where organization_id = {former}
        """, cancel);

    /// <summary>Levels of the subtree, its top included.</summary>
    public async Task<int> LevelsAsync(Organization top, CancellationToken cancel) =>
        1 + (await db.Everywhere<Organization>("the depth of a subtree whose top the slice has found").BelowOrAt(top.Path).MaxAsync(o => o.Path.Length, cancel) - top.Path.Length) / Organization.Segment;

    /// <summary>The paths of a subtree follow its top, which goes below another; what it holds counts there and no longer where it was. Only while the tree is rearranged.</summary>
    /// <param name="top">Id of the top.</param>
    /// <param name="before">The path of the top before.</param>
    /// <param name="after">The path of the top from now on.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task MoveAsync(Guid top, string before, string after, CancellationToken cancel)
    {
        var counts = await CountsAsync(top, cancel);
        var above = Guid.Parse(after[^(2 * Organization.Segment)..^Organization.Segment]);
        await CountAsync(before[..^Organization.Segment], [.. counts.Select(c => (c.Key, -c.Value))], cancel);
        await CountAsync(after[..^Organization.Segment], [.. counts.Select(c => (c.Key, c.Value))], cancel);
        await db.Database.ExecuteSqlRawAsync("""
            update organizations set path = {1} || substring(path from length({0}) + 1), parent_id = case when id = {2} then {3} else parent_id end where path >= {0} and path < {0} || 'g'
            """, [before, after, top, above], cancel);
    }

    /// <summary>This organisation and all below it: a range of paths, since digits end before "g".</summary>
    public static string End(string path) => path + "g";
}

internal static class Subtree
{
    public static IQueryable<Organization> BelowOrAt(this IQueryable<Organization> organizations, string path)
    {
        var end = OrganizationTree.End(path);
        return organizations.Where(o => string.Compare(o.Path, path) >= 0 && string.Compare(o.Path, end) < 0);
    }
}
