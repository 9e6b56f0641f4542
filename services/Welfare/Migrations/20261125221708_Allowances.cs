using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class Allowances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "allowance_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    disabilities = table.Column<List<int>>(type: "integer[]", nullable: false),
                    amounts_fen = table.Column<List<long>>(type: "bigint[]", nullable: false),
                    hardship_grounds = table.Column<List<int>>(type: "integer[]", nullable: false),
                    excluding_aids = table.Column<List<int>>(type: "integer[]", nullable: false),
                    publish_days = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allowance_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "allowances",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    hardship = table.Column<short>(type: "smallint", nullable: true),
                    other_aids = table.Column<List<int>>(type: "integer[]", nullable: false),
                    applied_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    verified_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    verified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_on = table.Column<DateOnly>(type: "date", nullable: true),
                    published_until = table.Column<DateOnly>(type: "date", nullable: true),
                    approved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    since = table.Column<DateOnly>(type: "date", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    stopped_for = table.Column<short>(type: "smallint", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allowances", x => x.id);
                    table.ForeignKey(
                        name: "fk_allowances_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pay_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    payment_count = table.Column<int>(type: "integer", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false),
                    paid_fen = table.Column<long>(type: "bigint", nullable: false),
                    drawn_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true),
                    voucher = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pay_lists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "allowance_payments",
                columns: table => new
                {
                    allowance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    pay_list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allowance_payments", x => new { x.allowance_id, x.month });
                    table.CheckConstraint("ck_allowance_payments_amount_fen", "amount_fen > 0");
                    table.ForeignKey(
                        name: "fk_allowance_payments_allowances_allowance_id",
                        column: x => x.allowance_id,
                        principalTable: "allowances",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allowance_payments_pay_lists_pay_list_id",
                        column: x => x.pay_list_id,
                        principalTable: "pay_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allowance_payments_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_allowance_payments_area_month",
                table: "allowance_payments",
                columns: new[] { "area", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_allowance_payments_pay_list_id_allowance_id_month",
                table: "allowance_payments",
                columns: new[] { "pay_list_id", "allowance_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_allowance_payments_person_id_kind_month",
                table: "allowance_payments",
                columns: new[] { "person_id", "kind", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_allowance_rules_area_kind_since",
                table: "allowance_rules",
                columns: new[] { "area", "kind", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_allowances_area_id",
                table: "allowances",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_allowances_person_id_kind",
                table: "allowances",
                columns: new[] { "person_id", "kind" },
                unique: true,
                filter: "state <= 4");

            migrationBuilder.CreateIndex(
                name: "ix_pay_lists_area_id",
                table: "pay_lists",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_pay_lists_area_month",
                table: "pay_lists",
                columns: new[] { "area", "month" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "allowance_payments");

            migrationBuilder.DropTable(
                name: "allowance_rules");

            migrationBuilder.DropTable(
                name: "allowances");

            migrationBuilder.DropTable(
                name: "pay_lists");
        }
    }
}
