using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class Disputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "dispute_limits",
                columns: table => new
                {
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_limits", x => new { x.area, x.kind, x.since });
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    risk = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: true),
                    facts = table.Column<byte[]>(type: "bytea", nullable: false),
                    agreement = table.Column<byte[]>(type: "bytea", nullable: true),
                    signed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    perform_by = table.Column<DateOnly>(type: "date", nullable: true),
                    follow_up_due = table.Column<bool>(type: "boolean", nullable: false),
                    reopen_count = table.Column<int>(type: "integer", nullable: false),
                    level_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    level_span = table.Column<TimeSpan>(type: "interval", nullable: false),
                    level_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    provisional = table.Column<bool>(type: "boolean", nullable: false),
                    overdue = table.Column<bool>(type: "boolean", nullable: false),
                    level_missed = table.Column<bool>(type: "boolean", nullable: false),
                    report_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    report_missed = table.Column<bool>(type: "boolean", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_by = table.Column<short>(type: "smallint", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    step_count = table.Column<int>(type: "integer", nullable: false),
                    proceeding_count = table.Column<int>(type: "integer", nullable: false),
                    next_alarm_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "dispute_parties",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    number = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_parties", x => x.id);
                    table.ForeignKey(
                        name: "fk_dispute_parties_dispute_dispute_id",
                        column: x => x.dispute_id,
                        principalTable: "disputes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dispute_proceedings",
                columns: table => new
                {
                    dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    docking = table.Column<short>(type: "smallint", nullable: true),
                    docking_number = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<short>(type: "smallint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_proceedings", x => new { x.dispute_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_dispute_proceedings_dispute_dispute_id",
                        column: x => x.dispute_id,
                        principalTable: "disputes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dispute_steps",
                columns: table => new
                {
                    dispute_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    level = table.Column<short>(type: "smallint", nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dispute_steps", x => new { x.dispute_id, x.ordinal });
                    table.ForeignKey(
                        name: "fk_dispute_steps_dispute_dispute_id",
                        column: x => x.dispute_id,
                        principalTable: "disputes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dispute_parties_dispute_id_ordinal",
                table: "dispute_parties",
                columns: new[] { "dispute_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_dispute_proceedings_goes_on",
                table: "dispute_proceedings",
                column: "dispute_id",
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_area_id",
                table: "disputes",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_disputes_area_settled_at",
                table: "disputes",
                columns: new[] { "area", "settled_at" },
                filter: "settled_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_next_alarm_at",
                table: "disputes",
                column: "next_alarm_at",
                filter: "next_alarm_at is not null");

            migrationBuilder.CreateIndex(
                name: "ux_disputes_call_id",
                table: "disputes",
                column: "call_id",
                unique: true,
                filter: "call_id is not null");

            // By hand: a page of a county, a town or a city is an equality and a descending key; and nothing is opened in a community that is retired. The limits to begin with are the
            // province's: 7, 15, 30 and 60 working days, and two hours for a report. Operators set what comes after.
            migrationBuilder.Sql("""
                create index ix_disputes_city on disputes (substring(area, 1, 4), id);
                create index ix_disputes_county on disputes (substring(area, 1, 6), id);
                create index ix_disputes_town on disputes (substring(area, 1, 9), id);
                create index ix_disputes_open on disputes (substring(area, 1, 6), id) where state in (1, 2);
                create index ix_disputes_open_area on disputes (area) where state in (1, 2);
                create trigger place_must_exist before insert on disputes for each row execute function place_must_exist();
                insert into dispute_limits (area, kind, since, amount) values ('51', 1, '2021-01-01', 7), ('51', 2, '2021-01-01', 15), ('51', 3, '2021-01-01', 30), ('51', 4, '2021-01-01', 60), ('51', 5, '2021-01-01', 2);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dispute_limits");

            migrationBuilder.DropTable(
                name: "dispute_parties");

            migrationBuilder.DropTable(
                name: "dispute_proceedings");

            migrationBuilder.DropTable(
                name: "dispute_steps");

            migrationBuilder.DropTable(
                name: "disputes");
        }
    }
}
