using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class SocialWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "appointed_volunteers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointed_volunteers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "social_work_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    remind_days = table.Column<int>(type: "integer", nullable: false),
                    assistant_hours = table.Column<int>(type: "integer", nullable: false),
                    social_worker_hours = table.Column<int>(type: "integer", nullable: false),
                    senior_hours = table.Column<int>(type: "integer", nullable: false),
                    coverage_percent = table.Column<int>(type: "integer", nullable: false),
                    excepted = table.Column<string[]>(type: "text[]", nullable: false),
                    area = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_social_work_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "social_work_stations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    operator_id = table.Column<Guid>(type: "uuid", nullable: true),
                    planned_staff = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_social_work_stations", x => x.id);
                    table.ForeignKey(
                        name: "fk_social_work_stations_organizations_operator_id",
                        column: x => x.operator_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "social_workers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    sealed_certificate = table.Column<byte[]>(type: "bytea", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    education_hours = table.Column<int>(type: "integer", nullable: false),
                    station_id = table.Column<Guid>(type: "uuid", nullable: true),
                    volunteer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    recognized_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    certified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    appointed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    number = table.Column<byte[]>(type: "bytea", nullable: false),
                    number_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    phone = table.Column<byte[]>(type: "bytea", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_social_workers", x => x.id);
                    table.ForeignKey(
                        name: "fk_social_workers_social_work_stations_station_id",
                        column: x => x.station_id,
                        principalTable: "social_work_stations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "station_projects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    station_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    finished = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_station_projects", x => x.id);
                    table.ForeignKey(
                        name: "fk_station_projects_social_work_stations_station_id",
                        column: x => x.station_id,
                        principalTable: "social_work_stations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "education_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    social_worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    hours = table.Column<int>(type: "integer", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_education_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_education_entries_social_worker_social_worker_id",
                        column: x => x.social_worker_id,
                        principalTable: "social_workers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "project_outputs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    output_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_outputs", x => x.id);
                    table.CheckConstraint("ck_project_outputs_count", "count > 0");
                    table.ForeignKey(
                        name: "fk_project_outputs_station_project_project_id",
                        column: x => x.project_id,
                        principalTable: "station_projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_education_entries_social_worker_id_id",
                table: "education_entries",
                columns: new[] { "social_worker_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_project_outputs_project_id_kind",
                table: "project_outputs",
                columns: new[] { "project_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ux_social_work_rules_area_since",
                table: "social_work_rules",
                columns: new[] { "area", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_social_work_stations_area_id",
                table: "social_work_stations",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_social_work_stations_operator_id",
                table: "social_work_stations",
                column: "operator_id");

            migrationBuilder.CreateIndex(
                name: "ux_social_work_stations_area",
                table: "social_work_stations",
                column: "area",
                unique: true,
                filter: "not closed");

            migrationBuilder.CreateIndex(
                name: "ix_social_workers_area_id",
                table: "social_workers",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_social_workers_due",
                table: "social_workers",
                columns: new[] { "due_on", "id" },
                filter: "due_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_social_workers_station_id_id",
                table: "social_workers",
                columns: new[] { "station_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_social_workers_volunteer_id",
                table: "social_workers",
                column: "volunteer_id");

            migrationBuilder.CreateIndex(
                name: "ix_station_projects_area_id",
                table: "station_projects",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_station_projects_station_id_id",
                table: "station_projects",
                columns: new[] { "station_id", "id" });

            // One person once; EF makes no index on a member of a complex property.
            migrationBuilder.Sql("create unique index ux_social_workers_number_hash on social_workers (number_hash);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appointed_volunteers");

            migrationBuilder.DropTable(
                name: "education_entries");

            migrationBuilder.DropTable(
                name: "project_outputs");

            migrationBuilder.DropTable(
                name: "social_work_rules");

            migrationBuilder.DropTable(
                name: "social_workers");

            migrationBuilder.DropTable(
                name: "station_projects");

            migrationBuilder.DropTable(
                name: "social_work_stations");
        }
    }
}
