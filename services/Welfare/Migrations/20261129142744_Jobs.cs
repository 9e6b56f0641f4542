using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class Jobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "job_pay_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    payment_count = table.Column<int>(type: "integer", nullable: false),
                    total_fen = table.Column<long>(type: "bigint", nullable: false),
                    drawn_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    approved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true),
                    voucher = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_pay_lists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    kinds = table.Column<List<int>>(type: "integer[]", nullable: false),
                    min_age = table.Column<int>(type: "integer", nullable: false),
                    max_age = table.Column<int>(type: "integer", nullable: false),
                    most_months = table.Column<int>(type: "integer", nullable: false),
                    monthly_fen = table.Column<long>(type: "bigint", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    places = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                    table.CheckConstraint("ck_jobs_taken", "taken between 0 and places");
                });

            migrationBuilder.CreateTable(
                name: "job_engagements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    until_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    end_ground = table.Column<short>(type: "smallint", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_engagements", x => x.id);
                    table.ForeignKey(
                        name: "fk_job_engagements_job_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_job_engagements_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "job_payments",
                columns: table => new
                {
                    engagement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    pay_list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_payments", x => new { x.engagement_id, x.month });
                    table.CheckConstraint("ck_job_payments_amount_fen", "amount_fen > 0");
                    table.ForeignKey(
                        name: "fk_job_payments_job_engagements_engagement_id",
                        column: x => x.engagement_id,
                        principalTable: "job_engagements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_job_payments_job_pay_lists_pay_list_id",
                        column: x => x.pay_list_id,
                        principalTable: "job_pay_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_job_payments_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_job_engagements_area_id",
                table: "job_engagements",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_engagements_job_id_id",
                table: "job_engagements",
                columns: new[] { "job_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_engagements_person_id_id",
                table: "job_engagements",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_job_engagements_person_id",
                table: "job_engagements",
                column: "person_id",
                unique: true,
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_job_pay_lists_area_id",
                table: "job_pay_lists",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_job_pay_lists_area_month",
                table: "job_pay_lists",
                columns: new[] { "area", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_job_payments_area_month",
                table: "job_payments",
                columns: new[] { "area", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_job_payments_pay_list_id_engagement_id_month",
                table: "job_payments",
                columns: new[] { "pay_list_id", "engagement_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_job_payments_person_id_month",
                table: "job_payments",
                columns: new[] { "person_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_job_rules_area_since",
                table: "job_rules",
                columns: new[] { "area", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_jobs_area_id",
                table: "jobs",
                columns: new[] { "area", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "job_payments");

            migrationBuilder.DropTable(
                name: "job_rules");

            migrationBuilder.DropTable(
                name: "job_engagements");

            migrationBuilder.DropTable(
                name: "job_pay_lists");

            migrationBuilder.DropTable(
                name: "jobs");
        }
    }
}
