using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class ReceiptsOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Of receipts that came twice the acknowledged one stays, or the first.
            migrationBuilder.Sql("""
                delete from receipts where id in (select id from (
                  select id, row_number() over (partition by report_in_id, appraisal_id, organization_id order by acknowledged_at nulls last, id) as nth from receipts) r where nth > 1)
                """);
            migrationBuilder.CreateIndex(
                name: "ux_receipts",
                table: "receipts",
                columns: new[] { "report_in_id", "appraisal_id", "organization_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_receipts",
                table: "receipts");
        }
    }
}
