using Governance.Access;
using Governance.Grid.Calls;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Surveys;

/// <summary>Named query: answered calls of a place and time in the order that a seed gives them. The same seed over the same calls gives the same order.</summary>
internal sealed class SurveyRows(GridDb db)
{
    /// <summary>A page of candidates, from the so-manieth on.</summary>
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

    internal sealed record Candidate(Guid Id, string Area, byte[] Phone);
}
