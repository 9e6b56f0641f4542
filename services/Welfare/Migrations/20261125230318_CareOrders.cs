using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class CareOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_care_records_area_record_id",
                table: "care_records");

            migrationBuilder.AlterColumn<Guid>(
                name: "volunteer_id",
                table: "care_records",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<Guid>(
                name: "need_id",
                table: "care_records",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "provider_id",
                table: "care_records",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "care_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false, collation: "C"),
                    title = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    care_group = table.Column<short>(type: "smallint", nullable: false),
                    price_fen = table.Column<long>(type: "bigint", nullable: false),
                    retired = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "care_providers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    item_codes = table.Column<List<string>>(type: "text[]", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_providers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "care_orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_code = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    provider_id = table.Column<Guid>(type: "uuid", nullable: false),
                    price_fen = table.Column<long>(type: "bigint", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    placed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    served_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    served_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    checked_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_orders", x => x.id);
                    table.ForeignKey(
                        name: "fk_care_orders_care_provider_provider_id",
                        column: x => x.provider_id,
                        principalTable: "care_providers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_care_orders_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_care_records_area_served_at",
                table: "care_records",
                columns: new[] { "area", "served_at" });

            migrationBuilder.CreateIndex(
                name: "ix_care_records_provider_id",
                table: "care_records",
                column: "provider_id");

            migrationBuilder.CreateIndex(
                name: "ix_care_items_area_code",
                table: "care_items",
                columns: new[] { "area", "code" });

            migrationBuilder.CreateIndex(
                name: "ux_care_items_code",
                table: "care_items",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_care_orders_area_id",
                table: "care_orders",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_care_orders_person_id_id",
                table: "care_orders",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_care_orders_provider_id",
                table: "care_orders",
                column: "provider_id");

            migrationBuilder.CreateIndex(
                name: "ix_care_providers_area_id",
                table: "care_providers",
                columns: new[] { "area", "id" });

            migrationBuilder.AddForeignKey(
                name: "fk_care_records_care_providers_provider_id",
                table: "care_records",
                column: "provider_id",
                principalTable: "care_providers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_care_records_care_providers_provider_id",
                table: "care_records");

            migrationBuilder.DropTable(
                name: "care_items");

            migrationBuilder.DropTable(
                name: "care_orders");

            migrationBuilder.DropTable(
                name: "care_providers");

            migrationBuilder.DropIndex(
                name: "ix_care_records_area_served_at",
                table: "care_records");

            migrationBuilder.DropIndex(
                name: "ix_care_records_provider_id",
                table: "care_records");

            migrationBuilder.DropColumn(
                name: "provider_id",
                table: "care_records");

            migrationBuilder.AlterColumn<Guid>(
                name: "volunteer_id",
                table: "care_records",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "need_id",
                table: "care_records",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_care_records_area_record_id",
                table: "care_records",
                columns: new[] { "area", "record_id" });
        }
    }
}
