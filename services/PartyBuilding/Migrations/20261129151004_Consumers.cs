using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class Consumers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_regional_committees_area",
                table: "regional_committees");

            migrationBuilder.AddColumn<Guid>(
                name: "volunteer_id",
                table: "workers",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "refusal",
                table: "service_entries",
                type: "smallint",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "area",
                table: "regional_committees",
                type: "character varying(13)",
                maxLength: 13,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(12)",
                oldMaxLength: 12,
                oldCollation: "C");

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                table: "regional_committees",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "kind",
                table: "member_batches",
                type: "smallint",
                nullable: false,
                defaultValue: (short)1);

            migrationBuilder.CreateTable(
                name: "level_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    social_worker_id = table.Column<Guid>(type: "uuid", nullable: false),
                    certified_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_level_proposals", x => x.id);
                    table.ForeignKey(
                        name: "fk_level_proposals_worker_worker_id",
                        column: x => x.worker_id,
                        principalTable: "workers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "musters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    members = table.Column<int>(type: "integer", nullable: false),
                    units = table.Column<int>(type: "integer", nullable: false),
                    posts = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_musters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "two_new_units",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    instructor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_two_new_units", x => x.id);
                    table.ForeignKey(
                        name: "fk_two_new_units_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_two_new_units_person_instructor_id",
                        column: x => x.instructor_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_workers_volunteer_id",
                table: "workers",
                column: "volunteer_id",
                filter: "volunteer_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_service_entries_refused",
                table: "service_entries",
                column: "id",
                filter: "refusal is not null");

            migrationBuilder.CreateIndex(
                name: "ix_regional_committees_merged_into_id",
                table: "regional_committees",
                column: "merged_into_id");

            migrationBuilder.CreateIndex(
                name: "ux_regional_committees_area",
                table: "regional_committees",
                column: "area",
                unique: true,
                filter: "merged_into_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_level_proposals_area_id",
                table: "level_proposals",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_level_proposals_worker_id_level",
                table: "level_proposals",
                columns: new[] { "worker_id", "level" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_musters_area_id",
                table: "musters",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_two_new_units_area_id",
                table: "two_new_units",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_two_new_units_instructor_id",
                table: "two_new_units",
                column: "instructor_id");

            migrationBuilder.CreateIndex(
                name: "ix_two_new_units_organization_id",
                table: "two_new_units",
                column: "organization_id");

            migrationBuilder.AddForeignKey(
                name: "fk_regional_committees_regional_committees_merged_into_id",
                table: "regional_committees",
                column: "merged_into_id",
                principalTable: "regional_committees",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_regional_committees_regional_committees_merged_into_id",
                table: "regional_committees");

            migrationBuilder.DropTable(
                name: "level_proposals");

            migrationBuilder.DropTable(
                name: "musters");

            migrationBuilder.DropTable(
                name: "two_new_units");

            migrationBuilder.DropIndex(
                name: "ix_workers_volunteer_id",
                table: "workers");

            migrationBuilder.DropIndex(
                name: "ix_service_entries_refused",
                table: "service_entries");

            migrationBuilder.DropIndex(
                name: "ix_regional_committees_merged_into_id",
                table: "regional_committees");

            migrationBuilder.DropIndex(
                name: "ux_regional_committees_area",
                table: "regional_committees");

            migrationBuilder.DropColumn(
                name: "volunteer_id",
                table: "workers");

            migrationBuilder.DropColumn(
                name: "refusal",
                table: "service_entries");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "regional_committees");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "member_batches");

            migrationBuilder.AlterColumn<string>(
                name: "area",
                table: "regional_committees",
                type: "character varying(12)",
                maxLength: 12,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(13)",
                oldMaxLength: 13,
                oldCollation: "C");

            migrationBuilder.CreateIndex(
                name: "ux_regional_committees_area",
                table: "regional_committees",
                column: "area",
                unique: true);
        }
    }
}
