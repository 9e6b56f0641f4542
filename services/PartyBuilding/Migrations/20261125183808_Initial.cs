using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "divisions",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    parent_code = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: true, computedColumnSql: "case length(code) when 4 then left(code, 2) when 6 then left(code, 4) when 9 then left(code, 6) when 12 then left(code, 9) end", stored: true, collation: "C"),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_divisions", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "organization_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    seat = table.Column<short>(type: "smallint", nullable: true),
                    min_full_members = table.Column<int>(type: "integer", nullable: false),
                    term_years = table.Column<int>(type: "integer", nullable: false),
                    max_extension_months = table.Column<int>(type: "integer", nullable: false),
                    remind_months = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organization_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organizations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    seat = table.Column<short>(type: "smallint", nullable: false),
                    place_id = table.Column<Guid>(type: "uuid", nullable: true),
                    seat_of = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true, collation: "C"),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    path = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false, collation: "C"),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    established_on = table.Column<DateOnly>(type: "date", nullable: false),
                    dissolved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    successor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    term_start = table.Column<DateOnly>(type: "date", nullable: true),
                    term_end = table.Column<DateOnly>(type: "date", nullable: true),
                    term_extended_to = table.Column<DateOnly>(type: "date", nullable: true),
                    term_last = table.Column<DateOnly>(type: "date", nullable: true),
                    remind_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organizations", x => x.id);
                    table.CheckConstraint("ck_organizations_path", "right(path, 32) = replace(id::text, '-', '') and length(path) <= 320 and length(path) % 32 = 0\nand case when parent_id is null then length(path) = 32 else length(path) > 32 and substring(path from length(path) - 63 for 32) = replace(parent_id::text, '-', '') end");
                    table.ForeignKey(
                        name: "fk_organizations_organizations_parent_id",
                        column: x => x.parent_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "places",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    full_members = table.Column<int>(type: "integer", nullable: false),
                    surveyed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_places", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_divisions_parent_code_code",
                table: "divisions",
                columns: new[] { "parent_code", "code" });

            migrationBuilder.CreateIndex(
                name: "ux_organization_rules",
                table: "organization_rules",
                columns: new[] { "area", "kind", "seat", "since" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_organizations_area_id",
                table: "organizations",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_parent_id",
                table: "organizations",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_path",
                table: "organizations",
                column: "path",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_organizations_place_id",
                table: "organizations",
                column: "place_id");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_remind_on",
                table: "organizations",
                column: "remind_on",
                filter: "remind_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_organizations_term_last_id",
                table: "organizations",
                columns: new[] { "term_last", "id" },
                filter: "term_last is not null");

            migrationBuilder.CreateIndex(
                name: "ux_organizations_seat_of",
                table: "organizations",
                column: "seat_of",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_places_area_id",
                table: "places",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_places_name",
                table: "places",
                columns: new[] { "area", "kind", "name" },
                unique: true,
                filter: "not closed and kind <> 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "divisions");

            migrationBuilder.DropTable(
                name: "organization_rules");

            migrationBuilder.DropTable(
                name: "organizations");

            migrationBuilder.DropTable(
                name: "places");
        }
    }
}
