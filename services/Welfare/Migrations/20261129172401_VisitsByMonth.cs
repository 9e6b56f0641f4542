using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <summary>
    /// Visits in monthly partitions of their day, which EF's model does not know: by hand. Rows that are there are copied into a table beside, each into its month, and indexed; until then writers of visits
    /// wait, and readers do not: they wait only while the tables change places at the end. Partitions of the months to come are made by the clock of visits, from the function here.
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

        // Of the table beside, under names of its own while the other's are taken.
        private const string Indexes = """
            create unique index ix_visits_beside_person_id_due_on on visits_beside (person_id, due_on);
            create index ix_visits_beside_area_due_on_id on visits_beside (area, due_on, id);
            create index ix_visits_beside_area_due_on_id1 on visits_beside (area, due_on, id) where alarm;
            create index ix_visits_beside_due_on_id on visits_beside (due_on, id) where state = 1;
            create index ix_visits_beside_untold on visits_beside (due_on, id) where state = 1 and not told;
            create index ix_visits_beside_owner_due_on_id on visits_beside (owner, due_on, id) where owner is not null;
            create trigger count_new_visits after insert on visits_beside referencing new table as new_rows for each statement execute function count_new_visits();
            create trigger count_changed_visits after update on visits_beside referencing old table as old_rows new table as new_rows for each statement execute function count_changed_visits();
            """;

        // Writers wait from here on. The clock of visits and whoever plans read before they write: they wait before they have read anything, as whoever reads would be in the way of the change of places, and wait
        // for it at once. The numbers are those of their locks in VisitRows.
        private const string Hold = """
            select pg_advisory_xact_lock(7424003);
            select pg_advisory_xact_lock(7424005);
            lock table visits in share mode;
            """;

        // The only moment at which readers wait.
        private const string ChangePlaces = """
            drop table visits;
            alter table visits_beside rename to visits;
            alter table visits rename constraint pk_visits_beside to pk_visits;
            alter index ix_visits_beside_person_id_due_on rename to ix_visits_person_id_due_on;
            alter index ix_visits_beside_area_due_on_id rename to ix_visits_area_due_on_id;
            alter index ix_visits_beside_area_due_on_id1 rename to ix_visits_area_due_on_id1;
            alter index ix_visits_beside_due_on_id rename to ix_visits_due_on_id;
            alter index ix_visits_beside_untold rename to ix_visits_untold;
            alter index ix_visits_beside_owner_due_on_id rename to ix_visits_owner_due_on_id;
            """;

        private const string ByMonth = Hold + "\n" + """
            create table visits_beside (like visits including defaults) partition by range (due_on);
            do $$ declare m date; begin
              for m in select distinct date_trunc('month', due_on::timestamp)::date from visits
                union select (date_trunc('month', now() at time zone 'Asia/Shanghai') + make_interval(months => i))::date from generate_series(0, 2) i loop
                execute format('create table %I partition of visits_beside for values from (%L) to (%L)', 'visits_' || to_char(m, 'YYYY_MM'), m, (m + interval '1 month')::date);
              end loop;
            end $$;
            insert into visits_beside select * from visits;
            alter table visits_beside add constraint pk_visits_beside primary key (id, due_on);
            """ + "\n" + Indexes + "\n" + ChangePlaces + "\n" + Month;

        private const string InOne = Hold + "\n" + """
            create table visits_beside (like visits including defaults);
            insert into visits_beside select * from visits;
            alter table visits_beside add constraint pk_visits_beside primary key (id);
            """ + "\n" + Indexes + "\n" + ChangePlaces + "\n" + """
            drop function ensure_visit_month;
            """;

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
