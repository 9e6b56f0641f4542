using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class Compounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "management_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    place_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    adopted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    party_clause = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    kind_in_force = table.Column<short>(type: "smallint", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_management_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_management_rules_place_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "owners_committees",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    place_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    term_start = table.Column<DateOnly>(type: "date", nullable: false),
                    term_end = table.Column<DateOnly>(type: "date", nullable: false),
                    dissolved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    running_place_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_owners_committees", x => x.id);
                    table.CheckConstraint("ck_owners_committees_term", "term_end >= term_start");
                    table.ForeignKey(
                        name: "fk_owners_committees_place_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "property_companies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    credit_code = table.Column<string>(type: "character varying(18)", maxLength: 18, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_property_companies", x => x.id);
                    table.ForeignKey(
                        name: "fk_property_companies_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "score_schemes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<short>(type: "smallint", nullable: false),
                    criteria = table.Column<string>(type: "jsonb", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_score_schemes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "owners_seats",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    post = table.Column<short>(type: "smallint", nullable: false),
                    seated_on = table.Column<DateOnly>(type: "date", nullable: false),
                    unseated_on = table.Column<DateOnly>(type: "date", nullable: true),
                    running_person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    director_of = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_owners_seats", x => x.id);
                    table.ForeignKey(
                        name: "fk_owners_seats_owners_committees_committee_id",
                        column: x => x.committee_id,
                        principalTable: "owners_committees",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_owners_seats_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "property_contracts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    place_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    running_place_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_property_contracts", x => x.id);
                    table.CheckConstraint("ck_property_contracts_term", "ends_on >= starts_on");
                    table.ForeignKey(
                        name: "fk_property_contracts_place_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_property_contracts_property_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "property_companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "supervision_scores",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    place_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<short>(type: "smallint", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    scheme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    points = table.Column<string>(type: "jsonb", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    sealed_opinion = table.Column<byte[]>(type: "bytea", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supervision_scores", x => x.id);
                    table.CheckConstraint("ck_supervision_scores_total", "total between 0 and 100");
                    table.ForeignKey(
                        name: "fk_supervision_scores_place_place_id",
                        column: x => x.place_id,
                        principalTable: "places",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_supervision_scores_score_schemes_scheme_id",
                        column: x => x.scheme_id,
                        principalTable: "score_schemes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_management_rules_area_id",
                table: "management_rules",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_management_rules_place_id_kind_in_force",
                table: "management_rules",
                columns: new[] { "place_id", "kind_in_force" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_owners_committees_area_id",
                table: "owners_committees",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_owners_committees_place_id",
                table: "owners_committees",
                column: "place_id");

            migrationBuilder.CreateIndex(
                name: "ux_owners_committees_running_place_id",
                table: "owners_committees",
                column: "running_place_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_owners_seats_area_id",
                table: "owners_seats",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_owners_seats_committee_id_id",
                table: "owners_seats",
                columns: new[] { "committee_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_owners_seats_person_id",
                table: "owners_seats",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ux_owners_seats_committee_id_running_person_id",
                table: "owners_seats",
                columns: new[] { "committee_id", "running_person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_owners_seats_director_of",
                table: "owners_seats",
                column: "director_of",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_property_companies_area_id",
                table: "property_companies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_property_companies_organization_id",
                table: "property_companies",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ux_property_companies_credit_code",
                table: "property_companies",
                column: "credit_code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_property_contracts_area_id",
                table: "property_contracts",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_property_contracts_company_id",
                table: "property_contracts",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_property_contracts_place_id",
                table: "property_contracts",
                column: "place_id");

            migrationBuilder.CreateIndex(
                name: "ux_property_contracts_running_place_id",
                table: "property_contracts",
                column: "running_place_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_score_schemes",
                table: "score_schemes",
                columns: new[] { "area", "subject", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_supervision_scores_area_id",
                table: "supervision_scores",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_supervision_scores_scheme_id",
                table: "supervision_scores",
                column: "scheme_id");

            migrationBuilder.CreateIndex(
                name: "ux_supervision_scores",
                table: "supervision_scores",
                columns: new[] { "place_id", "subject", "year" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "management_rules");

            migrationBuilder.DropTable(
                name: "owners_seats");

            migrationBuilder.DropTable(
                name: "property_contracts");

            migrationBuilder.DropTable(
                name: "supervision_scores");

            migrationBuilder.DropTable(
                name: "owners_committees");

            migrationBuilder.DropTable(
                name: "property_companies");

            migrationBuilder.DropTable(
                name: "score_schemes");
        }
    }
}
