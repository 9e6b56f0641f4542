using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class ReportIns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "report_ins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: true),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: true),
                    skills = table.Column<List<string>>(type: "text[]", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    end_kind = table.Column<short>(type: "smallint", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    volunteer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_ins", x => x.id);
                    table.CheckConstraint("ck_report_ins_who", "(kind = 1) = (member_id is not null) and (kind = 2) = (organization_id is not null)");
                    table.ForeignKey(
                        name: "fk_report_ins_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_report_ins_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    places = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_items", x => x.id);
                    table.CheckConstraint("ck_service_items_taken", "taken between 0 and places");
                });

            migrationBuilder.CreateTable(
                name: "service_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: true),
                    place_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    undertaking_id = table.Column<Guid>(type: "uuid", nullable: true),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    corrected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_service_entries_report_ins_report_in_id",
                        column: x => x.report_in_id,
                        principalTable: "report_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "year_appraisals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    sealed_opinion = table.Column<byte[]>(type: "bytea", nullable: false),
                    service_count = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_year_appraisals", x => x.id);
                    table.ForeignKey(
                        name: "fk_year_appraisals_report_ins_report_in_id",
                        column: x => x.report_in_id,
                        principalTable: "report_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "undertakings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    member_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    sealed_feedback = table.Column<byte[]>(type: "bytea", nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_undertakings", x => x.id);
                    table.ForeignKey(
                        name: "fk_undertakings_report_ins_report_in_id",
                        column: x => x.report_in_id,
                        principalTable: "report_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_undertakings_service_items_item_id",
                        column: x => x.item_id,
                        principalTable: "service_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    report_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    appraisal_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipts", x => x.id);
                    table.ForeignKey(
                        name: "fk_receipts_report_in_report_in_id",
                        column: x => x.report_in_id,
                        principalTable: "report_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_receipts_year_appraisal_appraisal_id",
                        column: x => x.appraisal_id,
                        principalTable: "year_appraisals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_receipts_appraisal_id",
                table: "receipts",
                column: "appraisal_id");

            migrationBuilder.CreateIndex(
                name: "ix_receipts_area_id",
                table: "receipts",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_receipts_organization_id_id",
                table: "receipts",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_receipts_report_in_id_kind",
                table: "receipts",
                columns: new[] { "report_in_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_report_ins_area_id",
                table: "report_ins",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_report_ins_member_id_id",
                table: "report_ins",
                columns: new[] { "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_report_ins_volunteer_id",
                table: "report_ins",
                column: "volunteer_id",
                filter: "volunteer_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_report_ins_member_id",
                table: "report_ins",
                column: "member_id",
                unique: true,
                filter: "state = 1 and member_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_report_ins_organization_id",
                table: "report_ins",
                column: "organization_id",
                unique: true,
                filter: "state = 1 and organization_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_service_entries_member_id",
                table: "service_entries",
                column: "member_id",
                filter: "told_at is null and undertaking_id is not null and member_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_service_entries_report_in_id_id",
                table: "service_entries",
                columns: new[] { "report_in_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_service_entries_record_id",
                table: "service_entries",
                column: "record_id",
                unique: true,
                filter: "record_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_service_items_area_id",
                table: "service_items",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_undertakings_area_id",
                table: "undertakings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_undertakings_report_in_id_id",
                table: "undertakings",
                columns: new[] { "report_in_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_undertakings_item_id_report_in_id",
                table: "undertakings",
                columns: new[] { "item_id", "report_in_id" },
                unique: true,
                filter: "state <> 4");

            migrationBuilder.CreateIndex(
                name: "ix_year_appraisals_area_id",
                table: "year_appraisals",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_year_appraisals_report_in_id_year",
                table: "year_appraisals",
                columns: new[] { "report_in_id", "year" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "receipts");

            migrationBuilder.DropTable(
                name: "service_entries");

            migrationBuilder.DropTable(
                name: "undertakings");

            migrationBuilder.DropTable(
                name: "year_appraisals");

            migrationBuilder.DropTable(
                name: "service_items");

            migrationBuilder.DropTable(
                name: "report_ins");
        }
    }
}
