using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <summary>
    /// Visits in monthly partitions of their day, which EF's model does not know: by hand. Rows that are there are moved, each into its month; until then writers of visits wait. Partitions of the months
    /// to come are made by the clock of visits, from the function here.
    /// </summary>
    public partial class VisitsByMonth : Migration
    {
        // Attached, not made in place: readers and writers of the other months do not wait. Its indexes come with it. The lock is for replicas that begin at once.
        private const string Month = """
            create function ensure_visit_month(day date) returns void language plpgsql as $$
            declare first date := date_trunc('month', day::timestamp)::date; part text := 'visits_' || to_char(day, 'YYYY_MM'); begin
              if to_regclass(part) is not null then return; end if;
              perform pg_advisory_xact_lock(7424006);
              -- What another has made meanwhile: asked of the catalogue itself, as names are remembered.
              if exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'visits'::regclass and c.relname = part) then return; end if;
              execute format('create table %I (like visits including all)', part);
              execute format('alter table visits attach partition %I for values from (%L) to (%L)', part, first, (first + interval '1 month')::date);
            end $$;
            """;

        private const string Indexes = """
            create unique index ix_visits_person_id_due_on on visits (person_id, due_on);
            create index ix_visits_area_due_on_id on visits (area, due_on, id);
            create index ix_visits_area_due_on_id1 on visits (area, due_on, id) where alarm;
            create index ix_visits_due_on_id on visits (due_on, id) where state = 1;
            create index ix_visits_untold on visits (due_on, id) where state = 1 and not told;
            create index ix_visits_owner_due_on_id on visits (owner, due_on, id) where owner is not null;
            create trigger count_new_visits after insert on visits referencing new table as new_rows for each statement execute function count_new_visits();
            create trigger count_changed_visits after update on visits referencing old table as old_rows new table as new_rows for each statement execute function count_changed_visits();
            """;

        private const string ByMonth = """
            alter table visits rename to visits_before;
            create table visits (like visits_before including defaults) partition by range (due_on);
            """ + "\n" + Month + "\n" + """
            do $$ declare m date; begin
              for m in select distinct date_trunc('month', due_on::timestamp)::date from visits_before
                union select (date_trunc('month', now() at time zone 'Asia/Shanghai') + make_interval(months => i))::date from generate_series(0, 2) i loop
                perform ensure_visit_month(m);
              end loop;
            end $$;
            insert into visits select * from visits_before;
            drop table visits_before;
            alter table visits add constraint pk_visits primary key (id, due_on);
            """ + "\n" + Indexes;

        private const string InOne = """
            alter table visits rename to visits_before;
            create table visits (like visits_before including defaults);
            insert into visits select * from visits_before;
            drop table visits_before;
            drop function ensure_visit_month;
            alter table visits add constraint pk_visits primary key (id);
            """ + "\n" + Indexes;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(ByMonth);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "call_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "closure_died_on",
                table: "cases",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "closure_text",
                table: "cases",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "months_after_death",
                table: "allowance_rules",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "default_visitors",
                columns: table => new
                {
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_default_visitors", x => new { x.area, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "ended_calls",
                columns: table => new
                {
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ended_calls", x => x.call_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_default_visitors_subject_area",
                table: "default_visitors",
                columns: new[] { "subject", "area" });

            migrationBuilder.CreateIndex(
                name: "ix_ended_calls_at",
                table: "ended_calls",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "default_visitors");

            migrationBuilder.DropTable(
                name: "ended_calls");

            migrationBuilder.Sql(InOne);

            migrationBuilder.DropColumn(
                name: "call_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "closure_died_on",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "closure_text",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "months_after_death",
                table: "allowance_rules");
        }
    }
}
