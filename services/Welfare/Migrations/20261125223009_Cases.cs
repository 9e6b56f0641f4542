using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_limits",
                columns: table => new
                {
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_limits", x => new { x.kind, x.since });
                });

            migrationBuilder.CreateTable(
                name: "case_workers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    role = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_workers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    call_id = table.Column<Guid>(type: "uuid", nullable: true),
                    source = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    worker = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    flags = table.Column<List<int>>(type: "integer[]", nullable: false),
                    due_kind = table.Column<short>(type: "smallint", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    with_supervisor = table.Column<bool>(type: "boolean", nullable: false),
                    plan_count = table.Column<int>(type: "integer", nullable: false),
                    plan_waits = table.Column<bool>(type: "boolean", nullable: false),
                    closure_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    outcome = table.Column<short>(type: "smallint", nullable: true),
                    closure_message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    referred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cases", x => x.id);
                    table.ForeignKey(
                        name: "fk_cases_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    is_summary = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    attachments = table.Column<List<string>>(type: "text[]", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_notes", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_notes_case_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    writer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    decider = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_plans", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_plans_case_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_referrals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    shared = table.Column<List<int>>(type: "integer[]", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: false),
                    answer = table.Column<byte[]>(type: "bytea", nullable: true),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_referrals", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_referrals_case_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_steps",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_steps", x => new { x.case_id, x.number });
                    table.ForeignKey(
                        name: "fk_case_steps_case_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    what = table.Column<byte[]>(type: "bytea", nullable: false),
                    worker = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    result = table.Column<byte[]>(type: "bytea", nullable: true),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_tasks", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_tasks_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_transfers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    to_area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    shared = table.Column<List<int>>(type: "integer[]", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: false),
                    answer = table.Column<byte[]>(type: "bytea", nullable: true),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_transfers", x => x.id);
                    table.ForeignKey(
                        name: "fk_case_transfers_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_notes_area_id",
                table: "case_notes",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_notes_case_id_id",
                table: "case_notes",
                columns: new[] { "case_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_plans_area_id",
                table: "case_plans",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_plans_case_id_number",
                table: "case_plans",
                columns: new[] { "case_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_referrals_area_id",
                table: "case_referrals",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_referrals_case_id_id",
                table: "case_referrals",
                columns: new[] { "case_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_referrals_unit_id",
                table: "case_referrals",
                columns: new[] { "unit", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_case_referrals_case_id_unit",
                table: "case_referrals",
                columns: new[] { "case_id", "unit" },
                unique: true,
                filter: "state in (1, 2)");

            migrationBuilder.CreateIndex(
                name: "ix_case_tasks_area_id",
                table: "case_tasks",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_tasks_case_id_id",
                table: "case_tasks",
                columns: new[] { "case_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_tasks_worker_id",
                table: "case_tasks",
                columns: new[] { "worker", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_transfers_area_id",
                table: "case_transfers",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_transfers_case_id_id",
                table: "case_transfers",
                columns: new[] { "case_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_transfers_from_area_id",
                table: "case_transfers",
                columns: new[] { "from_area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_transfers_to_area_id",
                table: "case_transfers",
                columns: new[] { "to_area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_case_transfers_case_id",
                table: "case_transfers",
                column: "case_id",
                unique: true,
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_case_workers_area_id",
                table: "case_workers",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_case_workers_subject_area",
                table: "case_workers",
                columns: new[] { "subject", "area" },
                unique: true,
                filter: "retired_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_cases_area_id",
                table: "cases",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_call_id",
                table: "cases",
                column: "call_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cases_due_at_id",
                table: "cases",
                columns: new[] { "due_at", "id" },
                filter: "due_at is not null and not with_supervisor");

            migrationBuilder.CreateIndex(
                name: "ix_cases_person_id_id",
                table: "cases",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_cases_worker_id",
                table: "cases",
                columns: new[] { "worker", "id" },
                filter: "state <> 7");

            migrationBuilder.CreateIndex(
                name: "ux_cases_person_id",
                table: "cases",
                column: "person_id",
                unique: true,
                filter: "state <> 7");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_limits");

            migrationBuilder.DropTable(
                name: "case_notes");

            migrationBuilder.DropTable(
                name: "case_plans");

            migrationBuilder.DropTable(
                name: "case_referrals");

            migrationBuilder.DropTable(
                name: "case_steps");

            migrationBuilder.DropTable(
                name: "case_tasks");

            migrationBuilder.DropTable(
                name: "case_transfers");

            migrationBuilder.DropTable(
                name: "case_workers");

            migrationBuilder.DropTable(
                name: "cases");
        }
    }
}
