using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class OrdersThatNobodyServed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders");

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders",
                columns: new[] { "ends_at", "id" },
                filter: "state in (1, 2)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders");

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders",
                columns: new[] { "ends_at", "id" },
                filter: "state = 1");
        }
    }
}
