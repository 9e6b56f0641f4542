using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class TermsTeamsAndVoters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ended_at",
                table: "contracts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "team_services",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    activity_id = table.Column<Guid>(type: "uuid", nullable: true),
                    served_on = table.Column<DateOnly>(type: "date", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    corrected = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_services", x => x.record_id);
                    table.ForeignKey(
                        name: "fk_team_services_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "voters",
                columns: table => new
                {
                    account = table.Column<byte[]>(type: "bytea", nullable: false),
                    resident = table.Column<byte[]>(type: "bytea", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_voters", x => x.account);
                });

            migrationBuilder.CreateIndex(
                name: "ix_organizations_team_id",
                table: "organizations",
                column: "team_id",
                filter: "team_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_contracts_ends_on",
                table: "contracts",
                column: "ends_on",
                filter: "state = 2 and ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_team_services_area",
                table: "team_services",
                column: "area");

            migrationBuilder.CreateIndex(
                name: "ix_team_services_organization_id_served_on",
                table: "team_services",
                columns: new[] { "organization_id", "served_on" });

            migrationBuilder.CreateIndex(
                name: "ix_voters_area",
                table: "voters",
                column: "area");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "team_services");

            migrationBuilder.DropTable(
                name: "voters");

            migrationBuilder.DropIndex(
                name: "ix_organizations_team_id",
                table: "organizations");

            migrationBuilder.DropIndex(
                name: "ix_contracts_ends_on",
                table: "contracts");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "contracts");
        }
    }
}
