using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class ProtectionEmergenciesCare : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "care_needs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    headcount = table.Column<int>(type: "integer", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    served_count = table.Column<int>(type: "integer", nullable: false),
                    raised_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_needs", x => x.id);
                    table.ForeignKey(
                        name: "fk_care_needs_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "child_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: true),
                    child_name = table.Column<byte[]>(type: "bytea", nullable: true),
                    reporter = table.Column<byte[]>(type: "bytea", nullable: false),
                    sex = table.Column<short>(type: "smallint", nullable: true),
                    age = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    respond_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    place_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    escalate_minutes = table.Column<int>(type: "integer", nullable: false),
                    respond_overdue = table.Column<bool>(type: "boolean", nullable: false),
                    place_overdue = table.Column<bool>(type: "boolean", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    next_alarm_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    placement = table.Column<short>(type: "smallint", nullable: true),
                    guardian = table.Column<short>(type: "smallint", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_child_reports", x => x.id);
                    table.ForeignKey(
                        name: "fk_child_reports_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "emergencies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    activated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    listed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_emergencies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "protection_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    respond_minutes = table.Column<int>(type: "integer", nullable: false),
                    place_minutes = table.Column<int>(type: "integer", nullable: false),
                    escalate_minutes = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "care_records",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    need_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    volunteer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    served_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_records", x => x.record_id);
                    table.ForeignKey(
                        name: "fk_care_records_care_needs_need_id",
                        column: x => x.need_id,
                        principalTable: "care_needs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_care_records_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "child_report_steps",
                columns: table => new
                {
                    report_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told = table.Column<short>(type: "smallint", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: true),
                    noticed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    noticed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_child_report_steps", x => new { x.report_id, x.number });
                    table.ForeignKey(
                        name: "fk_child_report_steps_child_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "child_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "emergency_people",
                columns: table => new
                {
                    emergency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    risk = table.Column<short>(type: "smallint", nullable: true),
                    urgency = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<short>(type: "smallint", nullable: true),
                    reached_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reached_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_emergency_people", x => new { x.emergency_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_emergency_people_emergencies_emergency_id",
                        column: x => x.emergency_id,
                        principalTable: "emergencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_care_needs_area_id",
                table: "care_needs",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_care_needs_person_id",
                table: "care_needs",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_care_records_area_record_id",
                table: "care_records",
                columns: new[] { "area", "record_id" });

            migrationBuilder.CreateIndex(
                name: "ix_care_records_need_id",
                table: "care_records",
                column: "need_id");

            migrationBuilder.CreateIndex(
                name: "ix_care_records_person_id_record_id",
                table: "care_records",
                columns: new[] { "person_id", "record_id" });

            migrationBuilder.CreateIndex(
                name: "ix_child_report_steps_area_report_id_number",
                table: "child_report_steps",
                columns: new[] { "area", "report_id", "number" },
                filter: "noticed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_child_report_steps_id",
                table: "child_report_steps",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_child_reports_area_id",
                table: "child_reports",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_child_reports_next_alarm_at_id",
                table: "child_reports",
                columns: new[] { "next_alarm_at", "id" },
                filter: "next_alarm_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_child_reports_person_id",
                table: "child_reports",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_emergencies_area_id",
                table: "emergencies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_emergency_people_area_emergency_id",
                table: "emergency_people",
                columns: new[] { "area", "emergency_id" });

            migrationBuilder.CreateIndex(
                name: "ix_emergency_people_emergency_id_urgency_person_id",
                table: "emergency_people",
                columns: new[] { "emergency_id", "urgency", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ux_protection_rules_area_since",
                table: "protection_rules",
                columns: new[] { "area", "since" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "care_records");

            migrationBuilder.DropTable(
                name: "child_report_steps");

            migrationBuilder.DropTable(
                name: "emergency_people");

            migrationBuilder.DropTable(
                name: "protection_rules");

            migrationBuilder.DropTable(
                name: "care_needs");

            migrationBuilder.DropTable(
                name: "child_reports");

            migrationBuilder.DropTable(
                name: "emergencies");
        }
    }
}
