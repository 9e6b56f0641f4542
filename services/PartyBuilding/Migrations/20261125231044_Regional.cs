using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class Regional : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "regional_committees",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    established_on = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_regional_committees", x => x.id);
                    table.ForeignKey(
                        name: "fk_regional_committees_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "member_units",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    joined_on = table.Column<DateOnly>(type: "date", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_member_units_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_member_units_regional_committee_committee_id",
                        column: x => x.committee_id,
                        principalTable: "regional_committees",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agreements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreements", x => x.id);
                    table.CheckConstraint("ck_agreements_term", "ends_on >= starts_on");
                    table.ForeignKey(
                        name: "fk_agreements_member_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "member_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "part_time_members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seated_on = table.Column<DateOnly>(type: "date", nullable: false),
                    unseated_on = table.Column<DateOnly>(type: "date", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_part_time_members", x => x.id);
                    table.ForeignKey(
                        name: "fk_part_time_members_member_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "member_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_part_time_members_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "regional_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    committee_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<short>(type: "smallint", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    claimed = table.Column<int>(type: "integer", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_regional_items", x => x.id);
                    table.CheckConstraint("ck_regional_items_claimed", "claimed between 0 and quantity");
                    table.ForeignKey(
                        name: "fk_regional_items_member_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "member_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_regional_items_regional_committees_committee_id",
                        column: x => x.committee_id,
                        principalTable: "regional_committees",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<short>(type: "smallint", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    community_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    claimed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sealed_review = table.Column<byte[]>(type: "bytea", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claims", x => x.id);
                    table.CheckConstraint("ck_claims_who", "quantity > 0 and (unit_id is null) = (list = 2) and (community_code is null) = (list <> 2)");
                    table.ForeignKey(
                        name: "fk_claims_member_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "member_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_claims_regional_item_item_id",
                        column: x => x.item_id,
                        principalTable: "regional_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "claim_progress",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sealed_text = table.Column<byte[]>(type: "bytea", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_progress", x => x.id);
                    table.ForeignKey(
                        name: "fk_claim_progress_claim_claim_id",
                        column: x => x.claim_id,
                        principalTable: "claims",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agreements_area_id",
                table: "agreements",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreements_committee_id_id",
                table: "agreements",
                columns: new[] { "committee_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_agreements_unit_id",
                table: "agreements",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_claim_progress_claim_id_id",
                table: "claim_progress",
                columns: new[] { "claim_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_claims_area_id",
                table: "claims",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_claims_item_id_id",
                table: "claims",
                columns: new[] { "item_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_claims_unit_id_id",
                table: "claims",
                columns: new[] { "unit_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_member_units_area_id",
                table: "member_units",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_member_units_organization_id",
                table: "member_units",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ux_member_units_committee_id_name",
                table: "member_units",
                columns: new[] { "committee_id", "name" },
                unique: true,
                filter: "left_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_part_time_members_area_id",
                table: "part_time_members",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_part_time_members_member_id",
                table: "part_time_members",
                column: "member_id");

            migrationBuilder.CreateIndex(
                name: "ix_part_time_members_unit_id",
                table: "part_time_members",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ux_part_time_members_committee_id_member_id",
                table: "part_time_members",
                columns: new[] { "committee_id", "member_id" },
                unique: true,
                filter: "unseated_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_regional_committees_organization_id",
                table: "regional_committees",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ux_regional_committees_area",
                table: "regional_committees",
                column: "area",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_regional_items_area_id",
                table: "regional_items",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_regional_items_committee_id_id",
                table: "regional_items",
                columns: new[] { "committee_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_regional_items_unit_id",
                table: "regional_items",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agreements");

            migrationBuilder.DropTable(
                name: "claim_progress");

            migrationBuilder.DropTable(
                name: "part_time_members");

            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropTable(
                name: "regional_items");

            migrationBuilder.DropTable(
                name: "member_units");

            migrationBuilder.DropTable(
                name: "regional_committees");
        }
    }
}
