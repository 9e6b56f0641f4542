using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Volunteers.Migrations
{
    /// <summary>Reasons are sealed. No column is turned into another: nothing was nominated in the minutes between this and the migration before.</summary>
    public partial class NominationReasons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "reason",
                table: "nominations");

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_reason",
                table: "nominations",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sealed_reason",
                table: "nominations");

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "nominations",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");
        }
    }
}
