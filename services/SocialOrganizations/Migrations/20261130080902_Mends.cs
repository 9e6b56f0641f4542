using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class Mends : Migration
    {
        /// <summary>
        /// What is ordered by now has two weeks from now on; what was returned before is as far as was reported last; an objection that was upheld is answered anew, with the grade that it leads to.
        /// </summary>
        public const string Known = """
            update service_orders set ordered_at = now() where state = 2;
            update projects p set spent_fen = 0, version = version + 1,
              progress_percent = coalesce((select s.progress_percent from project_steps s where s.project_id = p.id and s.kind = 6 order by s.number desc limit 1), 0)
              where p.state in (2, 3, 4) and exists (select from project_steps s where s.project_id = p.id and s.kind = 8);
            update grading_objections o set state = 1 from gradings g where g.id = o.grading_id and g.state = 2 and o.state = 2;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_service_orders_waiting",
                table: "service_orders");

            migrationBuilder.AddColumn<string>(
                name: "verified_by",
                table: "voters",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "cancel_reason",
                table: "venture_contests",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "cancelled_by",
                table: "venture_contests",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "certificate_hash",
                table: "social_workers",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "headcount",
                table: "service_orders",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ordered_at",
                table: "service_orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "return_reasons",
                table: "residency_stages",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string[]>(
                name: "assessors",
                table: "pilots",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "seat",
                table: "party_organizations",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "former_kind",
                table: "organization_steps",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "former_name",
                table: "organization_steps",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "copy",
                table: "lottery_shares",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<short>(
                name: "grade",
                table: "grading_objections",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "reminded_year",
                table: "enterprises",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "goods_count",
                table: "drive_days",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "goods_fen",
                table: "drive_days",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "masked_at",
                table: "donors",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reversed_at",
                table: "donations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "statement",
                table: "blacklistings",
                type: "character varying(20000)",
                maxLength: 20000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(2000)",
                oldMaxLength: 2000);

            migrationBuilder.AddColumn<bool>(
                name: "heard",
                table: "blacklistings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string[]>(
                name: "stated_by",
                table: "blacklistings",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateTable(
                name: "fund_months",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    balance_fen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fund_months", x => new { x.account_id, x.month });
                    table.ForeignKey(
                        name: "fk_fund_months_fund_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "fund_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "returned_reports",
                columns: table => new
                {
                    venture_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tranche_number = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reported_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    returned_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_returned_reports", x => new { x.venture_id, x.tranche_number, x.number });
                    table.ForeignKey(
                        name: "fk_returned_reports_venture_tranches_venture_id_tranche_number",
                        columns: x => new { x.venture_id, x.tranche_number },
                        principalTable: "venture_tranches",
                        principalColumns: new[] { "venture_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "voter_tallies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    clerk = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    verified = table.Column<int>(type: "integer", nullable: false),
                    replaced = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_voter_tallies", x => x.id);
                    table.CheckConstraint("ck_voter_tallies_verified", "verified > 0 and replaced between 0 and verified");
                });

            migrationBuilder.CreateIndex(
                name: "ix_voter_tallies_area_id",
                table: "voter_tallies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_voter_tallies_clerk_day",
                table: "voter_tallies",
                columns: new[] { "clerk", "day" });

            migrationBuilder.Sql(Known);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fund_months");

            migrationBuilder.DropTable(
                name: "returned_reports");

            migrationBuilder.DropTable(
                name: "voter_tallies");

            migrationBuilder.DropColumn(
                name: "verified_by",
                table: "voters");

            migrationBuilder.DropColumn(
                name: "cancel_reason",
                table: "venture_contests");

            migrationBuilder.DropColumn(
                name: "cancelled_by",
                table: "venture_contests");

            migrationBuilder.DropColumn(
                name: "certificate_hash",
                table: "social_workers");

            migrationBuilder.DropColumn(
                name: "headcount",
                table: "service_orders");

            migrationBuilder.DropColumn(
                name: "ordered_at",
                table: "service_orders");

            migrationBuilder.DropColumn(
                name: "return_reasons",
                table: "residency_stages");

            migrationBuilder.DropColumn(
                name: "assessors",
                table: "pilots");

            migrationBuilder.DropColumn(
                name: "seat",
                table: "party_organizations");

            migrationBuilder.DropColumn(
                name: "former_kind",
                table: "organization_steps");

            migrationBuilder.DropColumn(
                name: "former_name",
                table: "organization_steps");

            migrationBuilder.DropColumn(
                name: "copy",
                table: "lottery_shares");

            migrationBuilder.DropColumn(
                name: "grade",
                table: "grading_objections");

            migrationBuilder.DropColumn(
                name: "reminded_year",
                table: "enterprises");

            migrationBuilder.DropColumn(
                name: "goods_count",
                table: "drive_days");

            migrationBuilder.DropColumn(
                name: "goods_fen",
                table: "drive_days");

            migrationBuilder.DropColumn(
                name: "masked_at",
                table: "donors");

            migrationBuilder.DropColumn(
                name: "reversed_at",
                table: "donations");

            migrationBuilder.DropColumn(
                name: "heard",
                table: "blacklistings");

            migrationBuilder.DropColumn(
                name: "stated_by",
                table: "blacklistings");

            migrationBuilder.AlterColumn<string>(
                name: "statement",
                table: "blacklistings",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(20000)",
                oldMaxLength: 20000);

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_waiting",
                table: "service_orders",
                columns: new[] { "service_code", "id" },
                filter: "state = 1");
        }
    }
}
