using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class RetiredCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "successor",
                table: "moved_communities",
                type: "character varying(15)",
                maxLength: 15,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(15)",
                oldMaxLength: 15);

            migrationBuilder.AlterColumn<string>(
                name: "former",
                table: "moved_communities",
                type: "character varying(15)",
                maxLength: 15,
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "character varying(15)",
                oldMaxLength: 15);

            migrationBuilder.CreateIndex(
                name: "ix_moved_communities_former",
                table: "moved_communities",
                column: "former");

            migrationBuilder.CreateIndex(
                name: "ix_moved_communities_successor",
                table: "moved_communities",
                column: "successor");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_moved_communities_former",
                table: "moved_communities");

            migrationBuilder.DropIndex(
                name: "ix_moved_communities_successor",
                table: "moved_communities");

            migrationBuilder.AlterColumn<string>(
                name: "successor",
                table: "moved_communities",
                type: "character varying(15)",
                maxLength: 15,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(15)",
                oldMaxLength: 15,
                oldCollation: "C");

            migrationBuilder.AlterColumn<string>(
                name: "former",
                table: "moved_communities",
                type: "character varying(15)",
                maxLength: 15,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(15)",
                oldMaxLength: 15,
                oldCollation: "C");
        }
    }
}
