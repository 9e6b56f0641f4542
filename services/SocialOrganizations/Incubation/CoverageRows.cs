using Governance.Access;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Incubation;

/// <summary>Named queries: divisions that have an incubator of their own. They count places of the printed map, and no row of anybody's.</summary>
internal sealed class CoverageRows(SocialOrgsDb db)
{
    public async Task<IReadOnlyList<Covered>> CountAsync(Area within, string[] excepted, CancellationToken cancel) => await db.Database.SqlQuery<Covered>($"""
        select length(d.code) as digits, count(*)::int as total, count(i.area)::int as has, count(*) filter (where not e.yes)::int as total_less, count(i.area) filter (where not e.yes)::int as has_less
        from divisions d
        left join (select distinct area from incubators where not closed and area >= {within.Code} and area < {within.End}) i on i.area = d.code
        cross join lateral (select exists (select from unnest({excepted}) as x (code) where starts_with(d.code, x.code)) as yes) e
        where d.code >= {within.Code} and d.code < {within.End} and d.retired_at is null and length(d.code) >= {within.Code.Length}
        group by length(d.code) order by length(d.code)
        """).ToListAsync(cancel);

    public async Task<IReadOnlyList<Uncovered>> MissingAsync(Area within, int digits, string[] excepted, bool withoutExcepted, string after, int most, CancellationToken cancel) => await db.Database.SqlQuery<Uncovered>($"""
        select d.code, d.name, e.yes as excepted from divisions d
        cross join lateral (select exists (select from unnest({excepted}) as x (code) where starts_with(d.code, x.code)) as yes) e
        where d.code > {after} and d.code >= {within.Code} and d.code < {within.End} and length(d.code) = {digits} and d.retired_at is null
          and not exists (select from incubators i where i.area = d.code and not i.closed) and not (e.yes and {withoutExcepted})
        order by d.code limit {most}
        """).ToListAsync(cancel);
}

/// <summary>Divisions of so many digits: all, those that have one, and the same without the excepted ones.</summary>
internal sealed record Covered(int Digits, int Total, int Has, int TotalLess, int HasLess);

/// <summary>A division that has none.</summary>
internal sealed record Uncovered(string Code, string Name, bool Excepted);
