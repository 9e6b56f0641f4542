using Governance.Messaging;
using Npgsql;

namespace Governance.Welfare.Visits;

/// <summary>Folds changes of counts into one row a division, month and measure, at every level.</summary>
internal sealed class VisitFold(NpgsqlDataSource source, TimeProvider clock, ILogger<VisitFold> logger) : Fold(source, clock, logger, turn: 7424004, "Counts of visits")
{
    protected override string Statement => """
        with taken as (
          delete from visit_count_changes where id in (select id from visit_count_changes order by id limit $1) returning month, area, measure, n),
        folded as (
          insert into visit_counts as c (month, code, parent, measure, n)
          select month, left(area, l.length), left(area, l.above), measure, sum(n) from taken cross join (values (2, 0), (4, 2), (6, 4), (9, 6), (12, 9)) l (length, above)
          group by 1, 2, 3, 4 order by 1, 2, 4
          on conflict (month, code, measure) do update set n = c.n + excluded.n)
        select count(*)::int from taken
        """;
}
