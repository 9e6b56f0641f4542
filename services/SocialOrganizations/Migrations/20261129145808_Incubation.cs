using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class Incubation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "incubation_targets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    coverage_percent = table.Column<int>(type: "integer", nullable: false),
                    excepted = table.Column<string[]>(type: "text[]", nullable: false),
                    functional_count = table.Column<int>(type: "integer", nullable: false),
                    interest_count = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incubation_targets", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "incubators",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    operator_id = table.Column<Guid>(type: "uuid", nullable: true),
                    offer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    occupied = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_incubators", x => x.id);
                    table.CheckConstraint("ck_incubators_places", "occupied between 0 and capacity");
                    table.ForeignKey(
                        name: "fk_incubators_organization_operator_id",
                        column: x => x.operator_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "intakes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    incubator_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    places = table.Column<int>(type: "integer", nullable: false),
                    admitted = table.Column<int>(type: "integer", nullable: false),
                    criterion_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    criterion_points = table.Column<int[]>(type: "integer[]", nullable: false),
                    pass_percent = table.Column<int>(type: "integer", nullable: false),
                    min_scores = table.Column<int>(type: "integer", nullable: false),
                    outlier_percent = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intakes", x => x.id);
                    table.CheckConstraint("ck_intakes_admitted", "admitted between 0 and places");
                    table.ForeignKey(
                        name: "fk_intakes_incubators_incubator_id",
                        column: x => x.incubator_id,
                        principalTable: "incubators",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "residencies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    incubator_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    agreement = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    extension_count = table.Column<int>(type: "integer", nullable: false),
                    reported_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residencies", x => x.id);
                    table.ForeignKey(
                        name: "fk_residencies_incubators_incubator_id",
                        column: x => x.incubator_id,
                        principalTable: "incubators",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_residencies_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "candidacies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intake_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    plan = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    residency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidacies", x => x.id);
                    table.ForeignKey(
                        name: "fk_candidacies_intake_intake_id",
                        column: x => x.intake_id,
                        principalTable: "intakes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_candidacies_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "panelists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    intake_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    organization_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    recused = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_panelists", x => x.id);
                    table.ForeignKey(
                        name: "fk_panelists_intakes_intake_id",
                        column: x => x.intake_id,
                        principalTable: "intakes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "residency_stages",
                columns: table => new
                {
                    residency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    milestone_titles = table.Column<string[]>(type: "text[]", nullable: false),
                    reached = table.Column<DateOnly?[]>(type: "date[]", nullable: false),
                    evidence = table.Column<string[]>(type: "text[]", nullable: false),
                    assessed_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residency_stages", x => new { x.residency_id, x.number });
                    table.ForeignKey(
                        name: "fk_residency_stages_residency_residency_id",
                        column: x => x.residency_id,
                        principalTable: "residencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "panel_scores",
                columns: table => new
                {
                    candidacy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    panelist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    points = table.Column<int[]>(type: "integer[]", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    scored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_panel_scores", x => new { x.candidacy_id, x.panelist_id });
                    table.ForeignKey(
                        name: "fk_panel_scores_candidacies_candidacy_id",
                        column: x => x.candidacy_id,
                        principalTable: "candidacies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_panel_scores_panelist_panelist_id",
                        column: x => x.panelist_id,
                        principalTable: "panelists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_area_id",
                table: "candidacies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_organization_id",
                table: "candidacies",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_candidacies_owner_id",
                table: "candidacies",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_candidacies_intake_id_organization_id",
                table: "candidacies",
                columns: new[] { "intake_id", "organization_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_incubation_targets_area_since",
                table: "incubation_targets",
                columns: new[] { "area", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_incubators_area_id",
                table: "incubators",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_incubators_operator_id",
                table: "incubators",
                column: "operator_id");

            migrationBuilder.CreateIndex(
                name: "ix_intakes_area_id",
                table: "intakes",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_intakes_incubator_id_id",
                table: "intakes",
                columns: new[] { "incubator_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_panel_scores_panelist_id",
                table: "panel_scores",
                column: "panelist_id");

            migrationBuilder.CreateIndex(
                name: "ix_panelists_area_id",
                table: "panelists",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_panelists_intake_id_subject",
                table: "panelists",
                columns: new[] { "intake_id", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_residencies_area_id",
                table: "residencies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_residencies_incubator_id_id",
                table: "residencies",
                columns: new[] { "incubator_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_residencies_owner_id",
                table: "residencies",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_residencies_organization_id",
                table: "residencies",
                column: "organization_id",
                unique: true,
                filter: "ended_on is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "incubation_targets");

            migrationBuilder.DropTable(
                name: "panel_scores");

            migrationBuilder.DropTable(
                name: "residency_stages");

            migrationBuilder.DropTable(
                name: "candidacies");

            migrationBuilder.DropTable(
                name: "panelists");

            migrationBuilder.DropTable(
                name: "residencies");

            migrationBuilder.DropTable(
                name: "intakes");

            migrationBuilder.DropTable(
                name: "incubators");
        }
    }
}
