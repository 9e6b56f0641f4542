using Governance.Messaging;
using Npgsql;

namespace Governance.PartyBuilding.Organizations;

/// <summary>Folds changes of counts into one row a node and measure.</summary>
internal sealed class CountFold(NpgsqlDataSource source, TimeProvider clock, ILogger<CountFold> logger) : Fold(source, clock, logger, turn: 7424002, "Counts of organisations")
{
    protected override string Statement => """
        with taken as (
          delete from organization_count_changes where id in (select id from organization_count_changes order by id limit $1) returning organization_id, measure, n),
        folded as (
          insert into organization_counts as c (organization_id, measure, n)
          select organization_id, measure, sum(n) from taken group by organization_id, measure order by organization_id, measure
          on conflict (organization_id, measure) do update set n = c.n + excluded.n)
        select count(*)::int from taken
        """;
}
