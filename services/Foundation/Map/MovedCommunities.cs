using Governance.Events.Grid.V1;
using Microsoft.EntityFrameworkCore;

namespace Governance.Map;

/// <summary>
/// Follows CommunitiesReorganized in a service's own tables: says which codes give way to which, here and now. News that comes late, since a later one overtook it or it was redriven, leads on to where
/// the later has led: its successor may be no more, and what came to its former code since is not its own. The same news again finds nothing left to move.
/// </summary>
/// <param name="db">The service's database; any context that has <see cref="MapModule.HasMovedCommunities"/>.</param>
public sealed class MovedCommunities(DbContext db)
{
    /// <summary>
    /// Remembers the news and gives what is to be moved now, in the transaction of the context. From here to its end nobody writes a row under a code of these counties: who was about to commit one has
    /// done so and is moved along, who comes later finds the code retired (<see cref="PlaceGuard"/>) and is carried out again on the new map. Gives up after 2 s of waiting for
    /// somebody's long transaction, since others wait behind it, and is then delivered again.
    /// </summary>
    public async Task<(string[] Former, string[] Successors)> FollowAsync(CommunitiesReorganized news, CancellationToken cancel)
    {
        var pairs = news.Former.Zip(news.Successors).Concat((news.FormerGrids ?? []).Zip(news.SuccessorGrids ?? [])).DistinctBy(p => p.First).ToList();
        var (former, successors, at) = (pairs.Select(p => p.First).ToArray(), pairs.Select(p => p.Second).ToArray(), news.At.ToUniversalTime());
        await db.Database.ExecuteSqlRawAsync("select set_config('lock_timeout', '2s', true)", cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({PlaceGuard.Lock}, hashtext(county)) from (select distinct left(code, 6) as county from unnest({(string[])[.. former, .. successors]}) as code order by 1) as c", cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into moved_communities (reorganization_id, former, successor, at)
            select {news.ReorganizationId}, former, successor, {at} from unnest({former}, {successors}) as m (former, successor) on conflict do nothing
            """, cancel);
        var later = new Moves(await db.Database.SqlQuery<Moves.Move>($"select former, successor, at from moved_communities where at > {at}").ToListAsync(cancel));
        var moves = pairs.Select(p => (Former: p.First, Successor: later.After(p.Second, at))).Where(m => m.Former != m.Successor && !later.CameAfter(m.Former, at)).ToList();
        return ([.. moves.Select(m => m.Former)], [.. moves.Select(m => m.Successor)]);
    }

    /// <summary>
    /// Where each of these codes is today, none twice; for whoever has no map in memory. In the transaction that writes them down: nobody reorganises their counties before it ends, so what is written is not
    /// overtaken by news that has looked for it already.
    /// </summary>
    public async Task<string[]> NowAsync(IReadOnlyCollection<string> codes, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("without a transaction the counties are let go at once");
        await HoldAsync(codes, cancel);
        var moves = new Moves(await db.Database.SqlQuery<Moves.Move>($"select former, successor, at from moved_communities").ToListAsync(cancel));
        return [.. codes.Select(moves.Now).Distinct()];
    }

    /// <summary>Nobody reorganises the counties of these codes before the transaction ends. For whoever locks what a reorganisation locks too, before that: whoever writes rows alone need not ask.</summary>
    public Task HoldAsync(IEnumerable<string> codes, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"select pg_advisory_xact_lock_shared({PlaceGuard.Lock}, hashtext(county)) from (select distinct left(code, 6) as county from unnest({codes.Where(c => c.Length >= 6).ToArray()}) as code order by 1) as c", cancel);

    /// <summary>Statements with two parameters, what <see cref="FollowAsync"/> gives, that move the rows of these columns as sets: a county's merger moves tens of thousands.</summary>
    /// <param name="places"><c>table.column</c>, or the table alone for its column area.</param>
    public static string Update(params IEnumerable<string> places) => string.Concat(places.Select(PlaceColumn.Parse).Select(p =>
        $"update {p.Table} t set {p.Column} = m.successor from unnest({{0}}, {{1}}) as m (former, successor) where t.{p.Column} = m.former;\n"));
}
