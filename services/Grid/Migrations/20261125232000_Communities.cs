using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class Communities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "former_code",
                table: "grids",
                type: "character varying(15)",
                maxLength: 15,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "successor_code",
                table: "grids",
                type: "character varying(15)",
                maxLength: 15,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "moved_at",
                table: "calls",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "opened_in",
                table: "calls",
                type: "character varying(15)",
                maxLength: 15,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "communities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    household_count = table.Column<int>(type: "integer", nullable: true),
                    resident_count = table.Column<int>(type: "integer", nullable: true),
                    square_kilometres = table.Column<double>(type: "double precision", nullable: true),
                    service_square_metres = table.Column<double>(type: "double precision", nullable: true),
                    service_share = table.Column<double>(type: "double precision", nullable: true),
                    farmland_share = table.Column<double>(type: "double precision", nullable: true),
                    demolished_share = table.Column<double>(type: "double precision", nullable: true),
                    seat = table.Column<short>(type: "smallint", nullable: false),
                    abolished_town = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    charter_filed = table.Column<bool>(type: "boolean", nullable: false),
                    convention_filed = table.Column<bool>(type: "boolean", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_communities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reorganizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    sources = table.Column<string[]>(type: "text[]", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    planned_by = table.Column<string>(type: "text", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_by = table.Column<string>(type: "text", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    carried_out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdraw_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    moved_grids = table.Column<int>(type: "integer", nullable: false),
                    moved_workers = table.Column<int>(type: "integer", nullable: false),
                    moved_calls = table.Column<int>(type: "integer", nullable: false),
                    moved_households = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "successions",
                columns: table => new
                {
                    former_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    successor_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    reorganization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    former_retired = table.Column<bool>(type: "boolean", nullable: false),
                    successor_is_new = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_successions", x => new { x.former_code, x.successor_code, x.reorganization_id });
                });

            migrationBuilder.CreateTable(
                name: "reorganization_successors",
                columns: table => new
                {
                    reorganization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: true),
                    grids = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reorganization_successors", x => new { x.reorganization_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_reorganization_successors_reorganization_reorganization_id",
                        column: x => x.reorganization_id,
                        principalTable: "reorganizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ux_communities_area",
                table: "communities",
                column: "area",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reorganization_successors_code",
                table: "reorganization_successors",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_reorganizations_area_id",
                table: "reorganizations",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_successions_successor_code",
                table: "successions",
                column: "successor_code");

            // By hand: open calls that came from, or went to, another community; and nothing is written for a community that is retired. The lock is that of a foreign key: writers of one
            // community do not wait for each other, only for whoever reorganises it, and then see what has become of it.
            migrationBuilder.Sql("""
                alter table call_figures add column moved bigint not null default 0;

                create function place_must_exist() returns trigger language plpgsql as $$
                declare gone timestamptz;
                begin
                  select retired_at into gone from divisions where code = left(new.area, 12) for key share;
                  if gone is not null then
                    raise exception 'place % is retired', new.area using errcode = 'check_violation', constraint = 'ck_place_exists';
                  end if;
                  return new;
                end $$;
                create trigger place_must_exist before insert on calls for each row execute function place_must_exist();
                create trigger place_must_exist before insert on workers for each row execute function place_must_exist();
                create trigger place_must_exist before insert on grids for each row execute function place_must_exist();
                create trigger place_must_exist before insert on communities for each row execute function place_must_exist();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop trigger place_must_exist on calls;
                drop trigger place_must_exist on workers;
                drop trigger place_must_exist on grids;
                drop function place_must_exist cascade;
                alter table call_figures drop column moved;
                """);
            migrationBuilder.DropTable(
                name: "communities");

            migrationBuilder.DropTable(
                name: "reorganization_successors");

            migrationBuilder.DropTable(
                name: "successions");

            migrationBuilder.DropTable(
                name: "reorganizations");

            migrationBuilder.DropColumn(
                name: "former_code",
                table: "grids");

            migrationBuilder.DropColumn(
                name: "successor_code",
                table: "grids");

            migrationBuilder.DropColumn(
                name: "moved_at",
                table: "calls");

            migrationBuilder.DropColumn(
                name: "opened_in",
                table: "calls");
        }
    }
}
