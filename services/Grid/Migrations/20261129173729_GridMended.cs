using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class GridMended : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "findings",
                table: "dispute_steps",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "id",
                table: "dispute_steps",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<bool>(
                name: "confidential",
                table: "calls",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "complete_reason",
                table: "household_checks",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "candidate_count",
                table: "surveys",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "digest",
                table: "surveys",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "report_missed",
                table: "whistle_tasks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "moved_disputes",
                table: "reorganizations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "moved_facilities",
                table: "reorganizations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // By hand: a grid that is retired is no place either, and what else is written for a place must find it there. Share, and not key share, on grids: whoever retires one changes no key.
            migrationBuilder.Sql("""
                create or replace function place_must_exist() returns trigger language plpgsql as $$
                declare gone timestamptz;
                begin
                  select retired_at into gone from divisions where code = left(new.area, 12) for key share;
                  if gone is null and length(new.area) = 15 and tg_table_name <> 'grids' then
                    select retired_at into gone from grids where area = new.area for share;
                  end if;
                  if gone is not null then
                    raise exception 'place % is retired', new.area using errcode = 'check_violation', constraint = 'ck_place_exists';
                  end if;
                  return new;
                end $$;
                create trigger place_must_exist before insert on supplies for each row execute function place_must_exist();
                create trigger place_must_exist before insert on emergency_plans for each row execute function place_must_exist();
                create trigger place_must_exist before insert on drills for each row execute function place_must_exist();
                create trigger place_must_exist before insert on emergencies for each row execute function place_must_exist();
                create trigger place_must_exist before insert on matter_assignments for each row execute function place_must_exist();
                create trigger place_must_exist before insert on cadres for each row execute function place_must_exist();
                -- What was said in an appraisal is not changed, so that what was published stays what it was.
                create trigger insert_only before update or delete on appraisal_sheets for each row execute function insert_only();
                create index ix_whistle_tasks_report_due_at on whistle_tasks (report_due_at, whistle_id) where state = 1 and not report_missed;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create or replace function place_must_exist() returns trigger language plpgsql as $$
                declare gone timestamptz;
                begin
                  select retired_at into gone from divisions where code = left(new.area, 12) for key share;
                  if gone is not null then
                    raise exception 'place % is retired', new.area using errcode = 'check_violation', constraint = 'ck_place_exists';
                  end if;
                  return new;
                end $$;
                drop trigger place_must_exist on supplies;
                drop trigger place_must_exist on emergency_plans;
                drop trigger place_must_exist on drills;
                drop trigger place_must_exist on emergencies;
                drop trigger place_must_exist on matter_assignments;
                drop trigger place_must_exist on cadres;
                drop trigger insert_only on appraisal_sheets;
                drop index ix_whistle_tasks_report_due_at;
                """);
            migrationBuilder.DropColumn(name: "complete_reason", table: "household_checks");
            migrationBuilder.DropColumn(name: "candidate_count", table: "surveys");
            migrationBuilder.DropColumn(name: "digest", table: "surveys");
            migrationBuilder.DropColumn(name: "report_missed", table: "whistle_tasks");
            migrationBuilder.DropColumn(name: "moved_disputes", table: "reorganizations");
            migrationBuilder.DropColumn(name: "moved_facilities", table: "reorganizations");

            migrationBuilder.DropColumn(
                name: "findings",
                table: "dispute_steps");

            migrationBuilder.DropColumn(
                name: "id",
                table: "dispute_steps");

            migrationBuilder.DropColumn(
                name: "confidential",
                table: "calls");
        }
    }
}
