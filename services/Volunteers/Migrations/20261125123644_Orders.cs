using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Governance.Volunteers.Migrations
{
    /// <inheritdoc />
    public partial class Orders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "expire_months",
                table: "time_rules",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "redeem_age",
                table: "time_rules",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expiry_checked_at",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    relation = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    server_id = table.Column<Guid>(type: "uuid", nullable: true),
                    server_owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    served_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    served_minutes = table.Column<int>(type: "integer", nullable: false),
                    confirm_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_expiry_checked_at",
                table: "accounts",
                column: "expiry_checked_at",
                filter: "kind = 1")
                .Annotation("Npgsql:IndexNullSortOrder", new[] { NullSortOrder.NullsFirst });

            migrationBuilder.CreateIndex(
                name: "ix_orders_area_id",
                table: "orders",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_confirm_by",
                table: "orders",
                column: "confirm_by",
                filter: "confirm_by is not null");

            migrationBuilder.CreateIndex(
                name: "ix_orders_owner_id",
                table: "orders",
                columns: new[] { "owner", "id" },
                filter: "owner is not null");

            migrationBuilder.CreateIndex(
                name: "ix_orders_server_owner_id",
                table: "orders",
                columns: new[] { "server_owner", "id" },
                filter: "server_owner is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropIndex(
                name: "ix_accounts_expiry_checked_at",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "expire_months",
                table: "time_rules");

            migrationBuilder.DropColumn(
                name: "redeem_age",
                table: "time_rules");

            migrationBuilder.DropColumn(
                name: "expiry_checked_at",
                table: "accounts");
        }
    }
}
