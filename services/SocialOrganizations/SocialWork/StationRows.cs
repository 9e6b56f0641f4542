using Governance.Access;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>Named queries: towns that have a station of their own. They count places of the printed map, and no row of anybody's.</summary>
internal sealed class StationRows(SocialOrgsDb db)
{
    /// <summary>Towns within a division, by the division one level below that they lie in.</summary>
    public async Task<IReadOnlyList<TownCount>> CountAsync(Area within, string[] excepted, CancellationToken cancel)
    {
        var digits = within.Code.Length switch { 2 => 4, 4 => 6, _ => 9 };
        return await db.Database.SqlQuery<TownCount>($"""
            select left(d.code, {digits}) as code, count(*)::int as total, count(s.area)::int as has, count(*) filter (where not e.yes)::int as total_less, count(s.area) filter (where not e.yes)::int as has_less
            from divisions d
            left join social_work_stations s on s.area = d.code and not s.closed
            cross join lateral (select exists (select from unnest({excepted}) as x (code) where starts_with(d.code, x.code)) as yes) e
            where d.code >= {within.Code} and d.code < {within.End} and d.retired_at is null and length(d.code) = 9
            group by 1 order by 1
            """).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<Incubation.Uncovered>> MissingAsync(Area within, string[] excepted, bool withoutExcepted, string after, int most, CancellationToken cancel) => await db.Database.SqlQuery<Incubation.Uncovered>($"""
        select d.code, d.name, e.yes as excepted from divisions d
        cross join lateral (select exists (select from unnest({excepted}) as x (code) where starts_with(d.code, x.code)) as yes) e
        where d.code > {after} and d.code >= {within.Code} and d.code < {within.End} and length(d.code) = 9 and d.retired_at is null
          and not exists (select from social_work_stations s where s.area = d.code and not s.closed) and not (e.yes and {withoutExcepted})
        order by d.code limit {most}
        """).ToListAsync(cancel);
}

/// <summary>Towns of a division, those of them that have a station, and the same without the excepted ones.</summary>
internal sealed record TownCount(string Code, int Total, int Has, int TotalLess, int HasLess);
