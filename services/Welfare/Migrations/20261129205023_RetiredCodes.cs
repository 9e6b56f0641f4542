using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class RetiredCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "moved_communities",
                columns: table => new
                {
                    reorganization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    former = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    successor = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moved_communities", x => new { x.reorganization_id, x.former });
                });

            migrationBuilder.CreateIndex(
                name: "ix_moved_communities_at",
                table: "moved_communities",
                column: "at");

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
            migrationBuilder.DropTable(
                name: "moved_communities");
        }
    }
}
