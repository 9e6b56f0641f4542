using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Volunteers.Migrations
{
    /// <inheritdoc />
    public partial class Points : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "point_balances",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    scheme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    balance = table.Column<long>(type: "bigint", nullable: false),
                    standing = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_balances", x => new { x.account_id, x.year });
                    table.CheckConstraint("ck_point_balances_balance", "balance >= 0");
                });

            migrationBuilder.CreateTable(
                name: "point_postings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    volunteer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    deed_code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    points = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    evidence = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    record_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reverses = table.Column<Guid>(type: "uuid", nullable: true),
                    redemption_id = table.Column<Guid>(type: "uuid", nullable: true),
                    posted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_postings", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "point_schemes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    resets_yearly = table.Column<bool>(type: "boolean", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false),
                    deeds = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_schemes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "redemptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    reward_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reward_name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    volunteer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    cost = table.Column<int>(type: "integer", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    redeemed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    collected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_redemptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "point_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    volunteer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_point_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_point_accounts_point_scheme_scheme_id",
                        column: x => x.scheme_id,
                        principalTable: "point_schemes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rewards",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scheme_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    cost = table.Column<int>(type: "integer", nullable: false),
                    stock = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rewards", x => x.id);
                    table.CheckConstraint("ck_rewards_taken", "taken >= 0 and stock - taken >= 0");
                    table.ForeignKey(
                        name: "fk_rewards_point_schemes_scheme_id",
                        column: x => x.scheme_id,
                        principalTable: "point_schemes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_point_accounts_area_id",
                table: "point_accounts",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_point_accounts_volunteer_id_id",
                table: "point_accounts",
                columns: new[] { "volunteer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_point_accounts_scheme_id_volunteer_id",
                table: "point_accounts",
                columns: new[] { "scheme_id", "volunteer_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_point_balances_area_scheme_id_year",
                table: "point_balances",
                columns: new[] { "area", "scheme_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_point_postings_account_id_deed_code_day",
                table: "point_postings",
                columns: new[] { "account_id", "deed_code", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_point_postings_account_id_id",
                table: "point_postings",
                columns: new[] { "account_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_point_postings_area_day",
                table: "point_postings",
                columns: new[] { "area", "day" });

            migrationBuilder.CreateIndex(
                name: "ux_point_postings_record_id",
                table: "point_postings",
                columns: new[] { "record_id", "account_id" },
                unique: true,
                filter: "record_id is not null");

            migrationBuilder.CreateIndex(
                name: "ux_point_postings_reverses",
                table: "point_postings",
                column: "reverses",
                unique: true,
                filter: "reverses is not null");

            migrationBuilder.CreateIndex(
                name: "ux_point_schemes_area_kind",
                table: "point_schemes",
                columns: new[] { "area", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_redemptions_area_id",
                table: "redemptions",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_redemptions_code",
                table: "redemptions",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_redemptions_reward_id_id",
                table: "redemptions",
                columns: new[] { "reward_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_redemptions_volunteer_id_id",
                table: "redemptions",
                columns: new[] { "volunteer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_rewards_area_id",
                table: "rewards",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_rewards_scheme_id_id",
                table: "rewards",
                columns: new[] { "scheme_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "point_accounts");

            migrationBuilder.DropTable(
                name: "point_balances");

            migrationBuilder.DropTable(
                name: "point_postings");

            migrationBuilder.DropTable(
                name: "redemptions");

            migrationBuilder.DropTable(
                name: "rewards");

            migrationBuilder.DropTable(
                name: "point_schemes");
        }
    }
}
