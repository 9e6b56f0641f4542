using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class ProjectsAndAssessments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_service_orders_contract",
                table: "service_orders");

            migrationBuilder.CreateTable(
                name: "blacklistings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    hearing_ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    statement = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    decided_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    listed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lifted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_blacklistings", x => x.id);
                    table.ForeignKey(
                        name: "fk_blacklistings_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    happened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_credit_entries_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grading_schemes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: true),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    criterion_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    criterion_points = table.Column<int[]>(type: "integer[]", nullable: false),
                    grade_percents = table.Column<int[]>(type: "integer[]", nullable: false),
                    min_scores = table.Column<int>(type: "integer", nullable: false),
                    outlier_percent = table.Column<int>(type: "integer", nullable: false),
                    objection_days = table.Column<int>(type: "integer", nullable: false),
                    valid_years = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grading_schemes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pilot_schemes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    criterion_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    criterion_points = table.Column<int[]>(type: "integer[]", nullable: false),
                    pass_points = table.Column<int>(type: "integer", nullable: false),
                    valid_years = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pilot_schemes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "project_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_lists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "gradings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    scheme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    announced = table.Column<short>(type: "smallint", nullable: true),
                    grade = table.Column<short>(type: "smallint", nullable: true),
                    announced_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    objections_end_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    objection_count = table.Column<int>(type: "integer", nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gradings", x => x.id);
                    table.ForeignKey(
                        name: "fk_gradings_grading_schemes_scheme_id",
                        column: x => x.scheme_id,
                        principalTable: "grading_schemes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_gradings_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pilots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    statement = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    scheme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pass_points = table.Column<int>(type: "integer", nullable: false),
                    points = table.Column<int[]>(type: "integer[]", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    applied_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    assessed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pilots", x => x.id);
                    table.ForeignKey(
                        name: "fk_pilots_pilot_schemes_scheme_id",
                        column: x => x.scheme_id,
                        principalTable: "pilot_schemes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    need = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    design = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    budget_fen = table.Column<long>(type: "bigint", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    funded_fen = table.Column<long>(type: "bigint", nullable: false),
                    source_count = table.Column<int>(type: "integer", nullable: false),
                    progress_percent = table.Column<int>(type: "integer", nullable: false),
                    spent_fen = table.Column<long>(type: "bigint", nullable: false),
                    submitted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    step_count = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects", x => x.id);
                    table.CheckConstraint("ck_projects_money", "funded_fen >= 0 and spent_fen between 0 and funded_fen and (state not in (4, 5, 6) or funded_fen >= budget_fen)");
                    table.ForeignKey(
                        name: "fk_projects_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_projects_project_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "project_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grading_objections",
                columns: table => new
                {
                    grading_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    statement = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grading_objections", x => new { x.grading_id, x.number });
                    table.ForeignKey(
                        name: "fk_grading_objections_grading_grading_id",
                        column: x => x.grading_id,
                        principalTable: "gradings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grading_panelists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    grading_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    organization_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    recused = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grading_panelists", x => x.id);
                    table.ForeignKey(
                        name: "fk_grading_panelists_grading_grading_id",
                        column: x => x.grading_id,
                        principalTable: "gradings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "fund_sources",
                columns: table => new
                {
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fund_sources", x => new { x.project_id, x.number });
                    table.CheckConstraint("ck_fund_sources_amount", "amount_fen > 0");
                    table.ForeignKey(
                        name: "fk_fund_sources_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "project_steps",
                columns: table => new
                {
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    progress_percent = table.Column<int>(type: "integer", nullable: false),
                    evidence = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_steps", x => new { x.project_id, x.number });
                    table.ForeignKey(
                        name: "fk_project_steps_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "grading_scores",
                columns: table => new
                {
                    grading_id = table.Column<Guid>(type: "uuid", nullable: false),
                    panelist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    points = table.Column<int[]>(type: "integer[]", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    scored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_grading_scores", x => new { x.grading_id, x.panelist_id });
                    table.ForeignKey(
                        name: "fk_grading_scores_grading_grading_id",
                        column: x => x.grading_id,
                        principalTable: "gradings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_grading_scores_grading_panelists_panelist_id",
                        column: x => x.panelist_id,
                        principalTable: "grading_panelists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders",
                columns: new[] { "ends_at", "id" },
                filter: "state = 1");

            migrationBuilder.AddCheckConstraint(
                name: "ck_service_orders_contract",
                table: "service_orders",
                sql: "(contract_id is null) = (state in (1, 5))");

            migrationBuilder.CreateIndex(
                name: "ix_blacklistings_area_id",
                table: "blacklistings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_blacklistings_owner_id",
                table: "blacklistings",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_blacklistings_organization_id",
                table: "blacklistings",
                column: "organization_id",
                unique: true,
                filter: "state < 3");

            migrationBuilder.CreateIndex(
                name: "ix_credit_entries_organization_id_id",
                table: "credit_entries",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_grading_panelists_grading_id_subject",
                table: "grading_panelists",
                columns: new[] { "grading_id", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_grading_schemes_area_kind_since",
                table: "grading_schemes",
                columns: new[] { "area", "kind", "since" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_grading_scores_panelist_id",
                table: "grading_scores",
                column: "panelist_id");

            migrationBuilder.CreateIndex(
                name: "ix_gradings_area_id",
                table: "gradings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gradings_organization_id_id",
                table: "gradings",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gradings_owner_id",
                table: "gradings",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_gradings_scheme_id",
                table: "gradings",
                column: "scheme_id");

            migrationBuilder.CreateIndex(
                name: "ux_gradings_organization_id",
                table: "gradings",
                column: "organization_id",
                unique: true,
                filter: "state < 3");

            migrationBuilder.CreateIndex(
                name: "ux_pilot_schemes_area_kind_since",
                table: "pilot_schemes",
                columns: new[] { "area", "kind", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pilots_area_id",
                table: "pilots",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_pilots_scheme_id",
                table: "pilots",
                column: "scheme_id");

            migrationBuilder.CreateIndex(
                name: "ux_pilots_area_kind",
                table: "pilots",
                columns: new[] { "area", "kind" },
                unique: true,
                filter: "state < 5");

            migrationBuilder.CreateIndex(
                name: "ix_project_lists_area_id",
                table: "project_lists",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_project_lists_area_year",
                table: "project_lists",
                columns: new[] { "area", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_area_id",
                table: "projects",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_list_id_id",
                table: "projects",
                columns: new[] { "list_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_organization_id",
                table: "projects",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_owner_id",
                table: "projects",
                columns: new[] { "owner", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "blacklistings");

            migrationBuilder.DropTable(
                name: "credit_entries");

            migrationBuilder.DropTable(
                name: "fund_sources");

            migrationBuilder.DropTable(
                name: "grading_objections");

            migrationBuilder.DropTable(
                name: "grading_scores");

            migrationBuilder.DropTable(
                name: "pilots");

            migrationBuilder.DropTable(
                name: "project_steps");

            migrationBuilder.DropTable(
                name: "grading_panelists");

            migrationBuilder.DropTable(
                name: "pilot_schemes");

            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropTable(
                name: "gradings");

            migrationBuilder.DropTable(
                name: "project_lists");

            migrationBuilder.DropTable(
                name: "grading_schemes");

            migrationBuilder.DropIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders");

            migrationBuilder.DropCheckConstraint(
                name: "ck_service_orders_contract",
                table: "service_orders");

            migrationBuilder.AddCheckConstraint(
                name: "ck_service_orders_contract",
                table: "service_orders",
                sql: "(contract_id is null) = (state = 1)");
        }
    }
}
