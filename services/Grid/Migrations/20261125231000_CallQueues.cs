using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations;

/// <summary>By hand: queues and overdue calls of cities and towns, a county's calls of one category, and the missed limits to accept on the board.</summary>
[DbContext(typeof(GridDb))]
[Migration("20261125231000_CallQueues")]
public partial class CallQueues : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create index ix_calls_queue_city on calls (substring(area, 1, 4), id) where state in (1, 2, 5, 12);
        create index ix_calls_queue_town on calls (substring(area, 1, 9), id) where state in (1, 2, 5, 12);
        create index ix_calls_overdue_city on calls (substring(area, 1, 4), id) where overdue;
        create index ix_calls_overdue_town on calls (substring(area, 1, 9), id) where overdue;
        create index ix_calls_state_city on calls (substring(area, 1, 4), state, id);
        create index ix_calls_state_county on calls (substring(area, 1, 6), state, id);
        create index ix_calls_city_category on calls (substring(area, 1, 4), category, id);
        create index ix_calls_county_category on calls (substring(area, 1, 6), category, id);
        alter table call_figures add column accept_missed bigint not null default 0;

        -- Calls from before limits and pauses were kept apart: the category's limit, and a pause that begins now.
        update calls c set times_paused_at = case when c.times_pause is not null then now() end, times_reminded = c.times_resolve_remind_at is null,
          times_span = case k.resolve_unit when 3 then interval '7 hours' else interval '1 hour' end * k.resolve_amount
        from categories k where k.code = coalesce(c.category, '0101') and c.state not in (9, 10, 11);
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table call_figures drop column accept_missed;
        drop index ix_calls_state_county, ix_calls_state_city, ix_calls_city_category, ix_calls_county_category, ix_calls_overdue_town, ix_calls_overdue_city, ix_calls_queue_town, ix_calls_queue_city;
        """);
}
