using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations;

/// <summary>
/// What EF's model cannot say, written by hand: the timeline in monthly partitions, the figures of the board, and the indexes of calls by expression. A page of
/// a county is an equality on the first six digits and a descending key, so the index gives it in order without reading the county.
/// </summary>
[DbContext(typeof(GridDb))]
[Migration("20261125230000_CallTables")]
public partial class CallTables : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table call_steps (
          call_id uuid not null, ordinal int not null, kind text not null, from_state smallint, to_state smallint not null, actor text not null, unit text,
          reason text not null, at timestamptz not null, primary key (call_id, ordinal, at)
        ) partition by range (at);
        select partition_by_month('call_steps');

        create index ix_calls_city on calls (substring(area, 1, 4), id);
        create index ix_calls_county on calls (substring(area, 1, 6), id);
        create index ix_calls_town on calls (substring(area, 1, 9), id);
        create index ix_calls_area on calls (area, id);
        create index ix_calls_owner on calls (owner, id);
        create index ix_calls_unit on calls (unit, id) where unit is not null;
        create index ix_calls_queue on calls (substring(area, 1, 6), id) where state in (1, 2, 5, 12);
        create index ix_calls_overdue on calls (substring(area, 1, 6), id) where overdue;
        create index ix_calls_merged_into on calls (merged_into) where merged_into is not null;
        create index ix_calls_alarm on calls (times_next_alarm_at) where times_next_alarm_at is not null;

        -- Updates of a call stay on its page and touch no index as long as there is room.
        alter table calls set (fillfactor = 80);

        create table call_figures (
          level smallint not null, grain char(1) not null, area text collate "C" not null, period date not null, category text collate "C" not null,
          opened bigint not null default 0, closed bigint not null default 0, reopened bigint not null default 0, overdue bigint not null default 0,
          accepted bigint not null default 0, accepted_on_time bigint not null default 0, resolved bigint not null default 0,
          resolved_on_time bigint not null default 0, evaluated bigint not null default 0, satisfied bigint not null default 0,
          primary key (level, grain, area, period, category)
        );
        create table board_lanes (lane smallint primary key, xid xid8 not null default '0', position bigint not null default 0, at timestamptz not null default '1970-01-01Z');
        insert into board_lanes (lane) select generate_series(0, 7);
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table board_lanes, call_figures, call_steps;");
}
