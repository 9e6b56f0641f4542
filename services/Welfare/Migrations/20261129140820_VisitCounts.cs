using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations;

/// <summary>
/// What EF's model does not know, written by hand: which months are planned, counts of visits by division and month, the rules to begin with. Counts are kept by triggers on statements: visits are written
/// by the schedule, by moves and one by one, and no way may be forgotten.
/// </summary>
[DbContext(typeof(WelfareDb))]
[Migration("20261129140820_VisitCounts")]
public partial class VisitCounts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table visit_months (county text collate "C" not null, month date not null, planned_at timestamptz not null, primary key (county, month));

        create table visit_counts (
          month date not null, code text collate "C" not null, parent text collate "C" not null, measure smallint not null, n bigint not null, primary key (month, code, measure)
        ) with (fillfactor = 80);
        create index ix_visit_counts_month_parent on visit_counts (month, parent);
        -- Only inserted; folded into the rows above every two seconds. Measures: 1 due, 2 done, 3 missed.
        create table visit_count_changes (
          id bigint generated always as identity primary key, month date not null, area text collate "C" not null, measure smallint not null, n bigint not null
        ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
        create index ix_visit_count_changes_month_area on visit_count_changes (month, area) include (measure, n);

        create function count_new_visits() returns trigger language plpgsql as $$ begin
          insert into visit_count_changes (month, area, measure, n)
          select date_trunc('month', v.due_on::timestamp)::date, v.area, m.measure, count(*) from new_rows v
          cross join lateral (values (1, v.state in (1, 2, 3)), (2, v.state = 2), (3, v.state = 3)) m (measure, counts) where m.counts group by 1, 2, 3;
          return null;
        end $$;
        create function count_changed_visits() returns trigger language plpgsql as $$ begin
          insert into visit_count_changes (month, area, measure, n)
          select date_trunc('month', v.due_on::timestamp)::date, v.area, m.measure, sum(v.n) from (
            select due_on, area, state, 1 as n from new_rows union all select due_on, area, state, -1 from old_rows) v
          cross join lateral (values (1, v.state in (1, 2, 3)), (2, v.state = 2), (3, v.state = 3)) m (measure, counts) where m.counts group by 1, 2, 3 having sum(v.n) <> 0;
          return null;
        end $$;
        create trigger count_new_visits after insert on visits referencing new table as new_rows for each statement execute function count_new_visits();
        create trigger count_changed_visits after update on visits referencing old table as old_rows new table as new_rows for each statement execute function count_changed_visits();

        -- Critical daily, high weekly, medium monthly, low quarterly; elderly in hardship (0) at least monthly.
        insert into visit_rules (level, since, cadence) values (4, '2024-01-01', 1), (3, '2024-01-01', 2), (2, '2024-01-01', 3), (1, '2024-01-01', 4), (0, '2024-01-01', 3);
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        delete from visit_rules where since = '2024-01-01';
        drop trigger count_new_visits on visits;
        drop trigger count_changed_visits on visits;
        drop function count_new_visits, count_changed_visits;
        drop table visit_count_changes, visit_counts, visit_months;
        """);
}
