using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class TeamsAndWorkers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "grade_schemes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    credits_needed = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grade_schemes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    birth_year = table.Column<short>(type: "smallint", nullable: false),
                    sex = table.Column<short>(type: "smallint", nullable: false),
                    education = table.Column<short>(type: "smallint", nullable: false),
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
                    table.PrimaryKey("pk_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "regradings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<short>(type: "smallint", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    workers = table.Column<int>(type: "integer", nullable: false),
                    changes = table.Column<int>(type: "integer", nullable: false),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    previewed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    previewed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_regradings", x => x.id);
                    table.CheckConstraint("ck_regradings_approved", "state in (1, 5) or (approved_by is not null and approved_by <> previewed_by)");
                });

            migrationBuilder.CreateTable(
                name: "team_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    term_years = table.Column<int>(type: "integer", nullable: false),
                    remind_months = table.Column<int>(type: "integer", nullable: false),
                    needs_review = table.Column<bool>(type: "boolean", nullable: false),
                    review_months = table.Column<int>(type: "integer", nullable: false),
                    filing_days = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<short>(type: "smallint", nullable: false),
                    term_start = table.Column<DateOnly>(type: "date", nullable: true),
                    term_end = table.Column<DateOnly>(type: "date", nullable: true),
                    remind_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "joint_reviews",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    asked = table.Column<short>(type: "smallint", nullable: false),
                    passed = table.Column<short>(type: "smallint", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    open_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_joint_reviews", x => x.id);
                    table.CheckConstraint("ck_joint_reviews_passed", "passed between 0 and asked and (state <> 2 or passed = asked) and (state <> 1) = (ended_at is not null)");
                    table.ForeignKey(
                        name: "fk_joint_reviews_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reserves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    running_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reserves", x => x.id);
                    table.ForeignKey(
                        name: "fk_reserves_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "workers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post = table.Column<short>(type: "smallint", nullable: false),
                    hired_on = table.Column<DateOnly>(type: "date", nullable: false),
                    service_since = table.Column<DateOnly>(type: "date", nullable: false),
                    grade = table.Column<short>(type: "smallint", nullable: false),
                    graded_on = table.Column<DateOnly>(type: "date", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    leave = table.Column<short>(type: "smallint", nullable: true),
                    sealed_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    assigned_since = table.Column<DateOnly>(type: "date", nullable: false),
                    assignment_count = table.Column<short>(type: "smallint", nullable: false),
                    running_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workers", x => x.id);
                    table.CheckConstraint("ck_workers_grade", "grade between 1 and 30");
                    table.ForeignKey(
                        name: "fk_workers_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "team_posts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_posts", x => x.id);
                    table.ForeignKey(
                        name: "fk_team_posts_team_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_opinions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    verdict = table.Column<short>(type: "smallint", nullable: true),
                    sealed_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    judged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_opinions", x => x.id);
                    table.ForeignKey(
                        name: "fk_review_opinions_joint_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "joint_reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "regrading_rows",
                columns: table => new
                {
                    regrading_id = table.Column<Guid>(type: "uuid", nullable: false),
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    grade_before = table.Column<short>(type: "smallint", nullable: false),
                    grade_after = table.Column<short>(type: "smallint", nullable: false),
                    explanation = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    outcome = table.Column<short>(type: "smallint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_regrading_rows", x => new { x.regrading_id, x.worker_id });
                    table.ForeignKey(
                        name: "fk_regrading_rows_regrading_regrading_id",
                        column: x => x.regrading_id,
                        principalTable: "regradings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_regrading_rows_worker_worker_id",
                        column: x => x.worker_id,
                        principalTable: "workers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "worker_assignments",
                columns: table => new
                {
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    post = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker_assignments", x => new { x.worker_id, x.number });
                    table.ForeignKey(
                        name: "fk_worker_assignments_worker_worker_id",
                        column: x => x.worker_id,
                        principalTable: "workers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "worker_certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    sealed_number = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker_certificates", x => x.id);
                    table.ForeignKey(
                        name: "fk_worker_certificates_worker_worker_id",
                        column: x => x.worker_id,
                        principalTable: "workers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "worker_trainings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    course = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    credits = table.Column<short>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker_trainings", x => x.id);
                    table.CheckConstraint("ck_worker_trainings_credits", "credits between 1 and 200");
                    table.ForeignKey(
                        name: "fk_worker_trainings_workers_worker_id",
                        column: x => x.worker_id,
                        principalTable: "workers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_holdings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<short>(type: "smallint", nullable: false),
                    post_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mode = table.Column<short>(type: "smallint", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: false),
                    term_end = table.Column<DateOnly>(type: "date", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    end_kind = table.Column<short>(type: "smallint", nullable: true),
                    sealed_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    running_post_id = table.Column<Guid>(type: "uuid", nullable: true),
                    running_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_holdings", x => x.id);
                    table.ForeignKey(
                        name: "fk_team_holdings_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_team_holdings_team_post_post_id",
                        column: x => x.post_id,
                        principalTable: "team_posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_team_holdings_team_team_id",
                        column: x => x.team_id,
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "filings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    holding_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    submitters = table.Column<List<string>>(type: "text[]", nullable: false),
                    decided_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sealed_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filings", x => x.id);
                    table.ForeignKey(
                        name: "fk_filings_team_holding_holding_id",
                        column: x => x.holding_id,
                        principalTable: "team_holdings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_filings_area_id",
                table: "filings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_filings_holding_id",
                table: "filings",
                column: "holding_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_grade_schemes",
                table: "grade_schemes",
                columns: new[] { "area", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_joint_reviews_area_id",
                table: "joint_reviews",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_joint_reviews_person_id_id",
                table: "joint_reviews",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_joint_reviews_open_person_id",
                table: "joint_reviews",
                column: "open_person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_area_id",
                table: "people",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_regrading_rows_worker_id",
                table: "regrading_rows",
                column: "worker_id");

            migrationBuilder.CreateIndex(
                name: "ix_regradings_area_id",
                table: "regradings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_regradings_area_year",
                table: "regradings",
                columns: new[] { "area", "year" },
                unique: true,
                filter: "state in (1, 2, 3)");

            migrationBuilder.CreateIndex(
                name: "ix_reserves_area_id",
                table: "reserves",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reserves_person_id",
                table: "reserves",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ux_reserves_running_person_id",
                table: "reserves",
                column: "running_person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_review_opinions_area_id",
                table: "review_opinions",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_opinions_review_id_unit",
                table: "review_opinions",
                columns: new[] { "review_id", "unit" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_review_opinions_unit_id",
                table: "review_opinions",
                columns: new[] { "unit", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_team_holdings_area_id",
                table: "team_holdings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_team_holdings_person_id_id",
                table: "team_holdings",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_team_holdings_post_id",
                table: "team_holdings",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "ix_team_holdings_team_id_id",
                table: "team_holdings",
                columns: new[] { "team_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_team_holdings_running_person_id",
                table: "team_holdings",
                columns: new[] { "running_person_id", "body" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_team_holdings_running_post_id",
                table: "team_holdings",
                column: "running_post_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_team_posts_area_id",
                table: "team_posts",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_team_posts_team_id_kind_id",
                table: "team_posts",
                columns: new[] { "team_id", "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_team_posts_head",
                table: "team_posts",
                columns: new[] { "team_id", "kind" },
                unique: true,
                filter: "kind = 1 and not closed");

            migrationBuilder.CreateIndex(
                name: "ux_team_rules",
                table: "team_rules",
                columns: new[] { "area", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_teams_area_id",
                table: "teams",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_teams_remind_on",
                table: "teams",
                column: "remind_on",
                filter: "remind_on is not null");

            migrationBuilder.CreateIndex(
                name: "ux_teams_area_body",
                table: "teams",
                columns: new[] { "area", "body" },
                unique: true,
                filter: "not closed");

            migrationBuilder.CreateIndex(
                name: "ux_worker_certificates_level",
                table: "worker_certificates",
                columns: new[] { "worker_id", "level" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_worker_trainings",
                table: "worker_trainings",
                columns: new[] { "worker_id", "held_on", "course" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_workers_area_id",
                table: "workers",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_workers_person_id",
                table: "workers",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ux_workers_running_person_id",
                table: "workers",
                column: "running_person_id",
                unique: true);

            // What EF cannot say: an index on a column of a complex property.
            migrationBuilder.Sql("create unique index ux_people_number_hash on people (number_hash)");
            // Terms of five years by the organic laws of residents' and villagers' committees; operators set what is else.
            migrationBuilder.Sql("""
                insert into team_rules (id, area, term_years, remind_months, needs_review, review_months, filing_days, since, version, event_sequence) values
                  ('01936f5e-0000-7000-8000-000000000301', '51', 5, 6, true, 12, 30, '1949-10-01', 1, 0)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "filings");

            migrationBuilder.DropTable(
                name: "grade_schemes");

            migrationBuilder.DropTable(
                name: "regrading_rows");

            migrationBuilder.DropTable(
                name: "reserves");

            migrationBuilder.DropTable(
                name: "review_opinions");

            migrationBuilder.DropTable(
                name: "team_rules");

            migrationBuilder.DropTable(
                name: "worker_assignments");

            migrationBuilder.DropTable(
                name: "worker_certificates");

            migrationBuilder.DropTable(
                name: "worker_trainings");

            migrationBuilder.DropTable(
                name: "team_holdings");

            migrationBuilder.DropTable(
                name: "regradings");

            migrationBuilder.DropTable(
                name: "joint_reviews");

            migrationBuilder.DropTable(
                name: "workers");

            migrationBuilder.DropTable(
                name: "team_posts");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "teams");
        }
    }
}
