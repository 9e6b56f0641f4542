using Governance.Access;
using Governance.Grid.Calls;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Surveys;

/// <summary>Named query: answered calls of a place and time in the order that a seed gives them. The same seed over the same calls gives the same order.</summary>
internal sealed class SurveyRows(GridDb db)
{
    /// <summary>How many candidates there are, and a digest of which: the exclusive or of the MD5 of their ids, so that their order does not matter and a million of them need no memory.</summary>
    public async Task<(int Count, string Digest)> CandidatesInAllAsync(Area area, Guid from, Guid before, CancellationToken cancel)
    {
        var (first, end) = (area.Code, area.End);
        var (resolved, evaluated, closed) = ((short)CallState.Resolved, (short)CallState.Evaluated, (short)CallState.Closed);
        var all = (await db.Database.SqlQuery<InAll>($"""
            select count(*)::int as count, coalesce(to_hex(bit_xor(('x' || left(md5(id::text), 16))::bit(64)::bigint)) || '-' || to_hex(bit_xor(('x' || right(md5(id::text), 16))::bit(64)::bigint)), '') as digest from calls
            where area >= {first} and area < {end} and id >= {from} and id < {before} and state in ({resolved}, {evaluated}, {closed}) and resolved_at is not null and contact_phone is not null
            """).ToListAsync(cancel))[0];
        return (all.Count, all.Digest);
    }

    /// <summary>A page of candidates, from the so-manieth on. Each page is a sort of all of them: pages grow, so that there are few.</summary>
    public Task<List<Candidate>> CandidatesAsync(Area area, Guid from, Guid before, string seed, int skip, int take, CancellationToken cancel)
    {
        var (first, end) = (area.Code, area.End);
        var (resolved, evaluated, closed) = ((short)CallState.Resolved, (short)CallState.Evaluated, (short)CallState.Closed);
        return db.Database.SqlQuery<Candidate>($"""
            select id, area, contact_phone as phone from calls
            where area >= {first} and area < {end} and id >= {from} and id < {before} and state in ({resolved}, {evaluated}, {closed}) and resolved_at is not null and contact_phone is not null
            order by md5({seed} || id::text), id offset {skip} limit {take}
            """).ToListAsync(cancel);
    }

    internal sealed record InAll(int Count, string Digest);

    internal sealed record Candidate(Guid Id, string Area, byte[] Phone);
}
