using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class Visits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "died_on",
                table: "people",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "visit_rules",
                columns: table => new
                {
                    level = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    cadence = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit_rules", x => new { x.level, x.since });
                });

            migrationBuilder.CreateTable(
                name: "visitors",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visitors", x => x.person_id);
                    table.ForeignKey(
                        name: "fk_visitors_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    visitor_kind = table.Column<short>(type: "smallint", nullable: true),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    told = table.Column<bool>(type: "boolean", nullable: false),
                    alarm = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<short>(type: "smallint", nullable: true),
                    findings = table.Column<byte[]>(type: "bytea", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visits", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_visitors_area_person_id",
                table: "visitors",
                columns: new[] { "area", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_visits_area_due_on_id",
                table: "visits",
                columns: new[] { "area", "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_visits_area_due_on_id1",
                table: "visits",
                columns: new[] { "area", "due_on", "id" },
                filter: "alarm");

            migrationBuilder.CreateIndex(
                name: "ix_visits_due_on_id",
                table: "visits",
                columns: new[] { "due_on", "id" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_visits_owner_due_on_id",
                table: "visits",
                columns: new[] { "owner", "due_on", "id" },
                filter: "owner is not null");

            migrationBuilder.CreateIndex(
                name: "ix_visits_person_id_due_on",
                table: "visits",
                columns: new[] { "person_id", "due_on" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "visit_rules");

            migrationBuilder.DropTable(
                name: "visitors");

            migrationBuilder.DropTable(
                name: "visits");

            migrationBuilder.DropColumn(
                name: "died_on",
                table: "people");
        }
    }
}
