using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class Procurement : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "service_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    budget_fen = table.Column<long>(type: "bigint", nullable: false),
                    committed_fen = table.Column<long>(type: "bigint", nullable: false),
                    published = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_lists", x => x.id);
                    table.CheckConstraint("ck_service_lists_committed", "committed_fen between 0 and budget_fen");
                });

            migrationBuilder.CreateTable(
                name: "list_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ceiling_fen = table.Column<long>(type: "bigint", nullable: false),
                    order_capacity = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_list_items_service_list_list_id",
                        column: x => x.list_id,
                        principalTable: "service_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tenders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ceiling_fen = table.Column<long>(type: "bigint", nullable: false),
                    order_capacity = table.Column<int>(type: "integer", nullable: false),
                    deadline = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    min_bids = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    contract_id = table.Column<Guid>(type: "uuid", nullable: true),
                    called_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tenders", x => x.id);
                    table.ForeignKey(
                        name: "fk_tenders_list_items_item_id",
                        column: x => x.item_id,
                        principalTable: "list_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tenders_service_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "service_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bids",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sealed_price = table.Column<byte[]>(type: "bytea", nullable: false),
                    sealed_plan = table.Column<byte[]>(type: "bytea", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    awarded = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bids", x => x.id);
                    table.ForeignKey(
                        name: "fk_bids_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bids_tender_tender_id",
                        column: x => x.tender_id,
                        principalTable: "tenders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contracts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    service_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    paid_fen = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    order_capacity = table.Column<int>(type: "integer", nullable: false),
                    order_count = table.Column<int>(type: "integer", nullable: false),
                    rating = table.Column<int>(type: "integer", nullable: false),
                    step_count = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contracts", x => x.id);
                    table.CheckConstraint("ck_contracts_orders", "order_count between 0 and order_capacity");
                    table.CheckConstraint("ck_contracts_paid", "paid_fen between 0 and amount_fen");
                    table.ForeignKey(
                        name: "fk_contracts_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contracts_service_list_list_id",
                        column: x => x.list_id,
                        principalTable: "service_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_contracts_tender_tender_id",
                        column: x => x.tender_id,
                        principalTable: "tenders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "procurement_steps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tender_id = table.Column<Guid>(type: "uuid", nullable: true),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    milestone = table.Column<int>(type: "integer", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false),
                    evidence = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_procurement_steps", x => x.id);
                    table.ForeignKey(
                        name: "fk_procurement_steps_service_list_list_id",
                        column: x => x.list_id,
                        principalTable: "service_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_procurement_steps_tender_tender_id",
                        column: x => x.tender_id,
                        principalTable: "tenders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contract_milestones",
                columns: table => new
                {
                    contract_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    tranche_fen = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    evidence = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    delivered_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    payment = table.Column<short>(type: "smallint", nullable: true),
                    requested_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    verified_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    released_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    voucher = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_milestones", x => new { x.contract_id, x.number });
                    table.CheckConstraint("ck_contract_milestones_payment", "payment is null or state = 3");
                    table.ForeignKey(
                        name: "fk_contract_milestones_contract_contract_id",
                        column: x => x.contract_id,
                        principalTable: "contracts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_orders",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    need_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    contract_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    delivered_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_orders", x => x.id);
                    table.CheckConstraint("ck_service_orders_contract", "(contract_id is null) = (state = 1)");
                    table.ForeignKey(
                        name: "fk_service_orders_contracts_contract_id",
                        column: x => x.contract_id,
                        principalTable: "contracts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bids_area_id",
                table: "bids",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_organization_id",
                table: "bids",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_bids_owner_id",
                table: "bids",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_bids_tender_id_organization_id",
                table: "bids",
                columns: new[] { "tender_id", "organization_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_contracts_area_id",
                table: "contracts",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contracts_list_id",
                table: "contracts",
                column: "list_id");

            migrationBuilder.CreateIndex(
                name: "ix_contracts_organization_id",
                table: "contracts",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "ix_contracts_owner_id",
                table: "contracts",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contracts_service_code_state",
                table: "contracts",
                columns: new[] { "service_code", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_contracts_tender_id",
                table: "contracts",
                column: "tender_id");

            migrationBuilder.CreateIndex(
                name: "ix_list_items_area_id",
                table: "list_items",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_list_items_list_id_id",
                table: "list_items",
                columns: new[] { "list_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_procurement_steps_list_id_tender_id",
                table: "procurement_steps",
                columns: new[] { "list_id", "tender_id" });

            migrationBuilder.CreateIndex(
                name: "ix_procurement_steps_tender_id",
                table: "procurement_steps",
                column: "tender_id");

            migrationBuilder.CreateIndex(
                name: "ix_service_lists_area_id",
                table: "service_lists",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_service_lists_area_year",
                table: "service_lists",
                columns: new[] { "area", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_area_id",
                table: "service_orders",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_contract_id_id",
                table: "service_orders",
                columns: new[] { "contract_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_owner_id",
                table: "service_orders",
                columns: new[] { "owner", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_waiting",
                table: "service_orders",
                columns: new[] { "service_code", "id" },
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ux_service_orders_need_id",
                table: "service_orders",
                column: "need_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tenders_area_id",
                table: "tenders",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tenders_list_id",
                table: "tenders",
                column: "list_id");

            migrationBuilder.CreateIndex(
                name: "ux_tenders_item_id",
                table: "tenders",
                column: "item_id",
                unique: true,
                filter: "state <> 3");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bids");

            migrationBuilder.DropTable(
                name: "contract_milestones");

            migrationBuilder.DropTable(
                name: "procurement_steps");

            migrationBuilder.DropTable(
                name: "service_orders");

            migrationBuilder.DropTable(
                name: "contracts");

            migrationBuilder.DropTable(
                name: "tenders");

            migrationBuilder.DropTable(
                name: "list_items");

            migrationBuilder.DropTable(
                name: "service_lists");
        }
    }
}
