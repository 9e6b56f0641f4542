using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "calendar_days",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    working = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_days", x => x.date);
                });

            migrationBuilder.CreateTable(
                name: "calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    source = table.Column<short>(type: "smallint", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    contact_name = table.Column<byte[]>(type: "bytea", nullable: true),
                    contact_phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    attachments = table.Column<string[]>(type: "text[]", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    urgency = table.Column<short>(type: "smallint", nullable: false),
                    category = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    dispatch_reason = table.Column<string>(type: "text", nullable: false),
                    return_count = table.Column<int>(type: "integer", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    merged_count = table.Column<int>(type: "integer", nullable: false),
                    open_tasks = table.Column<int>(type: "integer", nullable: false),
                    step_count = table.Column<int>(type: "integer", nullable: false),
                    overdue = table.Column<bool>(type: "boolean", nullable: false),
                    resolution = table.Column<string>(type: "text", nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    score = table.Column<int>(type: "integer", nullable: true),
                    comment = table.Column<string>(type: "text", nullable: true),
                    evaluated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    findings = table.Column<string>(type: "text", nullable: true),
                    rectified = table.Column<bool>(type: "boolean", nullable: false),
                    followed_up_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_accept_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_accept_missed = table.Column<bool>(type: "boolean", nullable: false),
                    times_accept_remind_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_by_clock = table.Column<bool>(type: "boolean", nullable: false),
                    times_extended = table.Column<bool>(type: "boolean", nullable: false),
                    times_left = table.Column<TimeSpan>(type: "interval", nullable: true),
                    times_left_to_reminder = table.Column<TimeSpan>(type: "interval", nullable: true),
                    times_next_alarm_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_pause = table.Column<short>(type: "smallint", nullable: true),
                    times_provisional = table.Column<bool>(type: "boolean", nullable: false),
                    times_resolve_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_resolve_missed = table.Column<bool>(type: "boolean", nullable: false),
                    times_resolve_remind_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    times_started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calls", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "categories",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    default_unit_suffix = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    accept_amount = table.Column<int>(type: "integer", nullable: false),
                    accept_unit = table.Column<int>(type: "integer", nullable: false),
                    resolve_amount = table.Column<int>(type: "integer", nullable: false),
                    resolve_unit = table.Column<int>(type: "integer", nullable: false),
                    @private = table.Column<bool>(name: "private", type: "boolean", nullable: false),
                    emergency = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_categories", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "dispatch_rules",
                columns: table => new
                {
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    category_code = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    unit_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispatch_rules", x => new { x.area, x.category_code });
                });

            migrationBuilder.CreateTable(
                name: "division_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    added_count = table.Column<int>(type: "integer", nullable: false),
                    renamed_count = table.Column<int>(type: "integer", nullable: false),
                    retired_count = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_division_imports", x => x.id);
                });

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
                name: "grids",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    household_count = table.Column<int>(type: "integer", nullable: false),
                    building_count = table.Column<int>(type: "integer", nullable: false),
                    responsible_worker_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    retire_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grids", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "units",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    division_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    retired = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_units", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "whistles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    blown_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_whistles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    phone = table.Column<byte[]>(type: "bytea", nullable: false),
                    phone_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    employment = table.Column<short>(type: "smallint", nullable: false),
                    duties = table.Column<List<string>>(type: "text[]", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    exited_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    exit_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "whistle_tasks",
                columns: table => new
                {
                    whistle_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    task = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    report_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    handed_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    result = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    score = table.Column<int>(type: "integer", nullable: false),
                    score_comment = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_whistle_tasks", x => new { x.whistle_id, x.unit });
                    table.ForeignKey(
                        name: "fk_whistle_tasks_whistles_whistle_id",
                        column: x => x.whistle_id,
                        principalTable: "whistles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "assignments",
                columns: table => new
                {
                    grid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    start_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    end_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assignments", x => new { x.grid_id, x.start_at });
                    table.CheckConstraint("ck_assignments_span", "end_at > start_at");
                    table.ForeignKey(
                        name: "fk_assignments_grid_grid_id",
                        column: x => x.grid_id,
                        principalTable: "grids",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_assignments_worker_worker_id",
                        column: x => x.worker_id,
                        principalTable: "workers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_assignments_worker_open",
                table: "assignments",
                column: "worker_id",
                filter: "end_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_assignments_open",
                table: "assignments",
                column: "grid_id",
                unique: true,
                filter: "end_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_divisions_parent_code_code",
                table: "divisions",
                columns: new[] { "parent_code", "code" });

            migrationBuilder.CreateIndex(
                name: "ux_grids_area",
                table: "grids",
                column: "area",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_whistle_tasks_unit_whistle_id",
                table: "whistle_tasks",
                columns: new[] { "unit", "whistle_id" });

            migrationBuilder.CreateIndex(
                name: "ix_whistles_area_id",
                table: "whistles",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_whistles_call_id_sounding",
                table: "whistles",
                column: "call_id",
                unique: true,
                filter: "completed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_workers_area",
                table: "workers",
                column: "area");

            migrationBuilder.CreateIndex(
                name: "ux_workers_serving_phone",
                table: "workers",
                columns: new[] { "area", "phone_hash" },
                unique: true,
                filter: "exited_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "assignments");

            migrationBuilder.DropTable(
                name: "calendar_days");

            migrationBuilder.DropTable(
                name: "calls");

            migrationBuilder.DropTable(
                name: "categories");

            migrationBuilder.DropTable(
                name: "dispatch_rules");

            migrationBuilder.DropTable(
                name: "division_imports");

            migrationBuilder.DropTable(
                name: "divisions");

            migrationBuilder.DropTable(
                name: "units");

            migrationBuilder.DropTable(
                name: "whistle_tasks");

            migrationBuilder.DropTable(
                name: "grids");

            migrationBuilder.DropTable(
                name: "workers");

            migrationBuilder.DropTable(
                name: "whistles");
        }
    }
}
