using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class Deliberation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deliberation_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<short>(type: "smallint", nullable: false),
                    body = table.Column<short>(type: "smallint", nullable: true),
                    form = table.Column<short>(type: "smallint", nullable: true),
                    majority_of = table.Column<short>(type: "smallint", nullable: true),
                    min_days = table.Column<int>(type: "integer", nullable: false),
                    basis = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    majority_denominator = table.Column<int>(type: "integer", nullable: true),
                    majority_numerator = table.Column<int>(type: "integer", nullable: true),
                    majority_or_more = table.Column<bool>(type: "boolean", nullable: true),
                    quorum_denominator = table.Column<int>(type: "integer", nullable: true),
                    quorum_numerator = table.Column<int>(type: "integer", nullable: true),
                    quorum_or_more = table.Column<bool>(type: "boolean", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliberation_rules", x => x.id);
                    table.CheckConstraint("ck_deliberation_rules_kind", "(step <= 4) = (body is not null) and (step <= 4) = (quorum_numerator is not null) and (step <= 4) = (majority_numerator is not null) and (step > 4) = (min_days > 0)");
                });

            migrationBuilder.CreateTable(
                name: "motions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    summary = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_motions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conventions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    title = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    text = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    motion_id = table.Column<Guid>(type: "uuid", nullable: false),
                    listing_days = table.Column<int>(type: "integer", nullable: false),
                    adopted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    filing_number = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    sealed_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    kind_in_force = table.Column<short>(type: "smallint", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conventions", x => x.id);
                    table.ForeignKey(
                        name: "fk_conventions_motion_motion_id",
                        column: x => x.motion_id,
                        principalTable: "motions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "motion_meetings",
                columns: table => new
                {
                    motion_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<short>(type: "smallint", nullable: false),
                    body = table.Column<short>(type: "smallint", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    venue = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    entitled = table.Column<int>(type: "integer", nullable: false),
                    present = table.Column<int>(type: "integer", nullable: false),
                    approved = table.Column<int>(type: "integer", nullable: false),
                    opposed = table.Column<int>(type: "integer", nullable: false),
                    abstained = table.Column<int>(type: "integer", nullable: false),
                    passed = table.Column<bool>(type: "boolean", nullable: false),
                    explanation = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_motion_meetings", x => new { x.motion_id, x.step });
                    table.CheckConstraint("ck_motion_meetings_votes", "approved >= 0 and opposed >= 0 and abstained >= 0 and approved + opposed + abstained <= present and present <= entitled");
                    table.ForeignKey(
                        name: "fk_motion_meetings_motion_motion_id",
                        column: x => x.motion_id,
                        principalTable: "motions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "motion_publications",
                columns: table => new
                {
                    motion_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<short>(type: "smallint", nullable: false),
                    venues = table.Column<List<string>>(type: "text[]", nullable: false),
                    from_date = table.Column<DateOnly>(type: "date", nullable: false),
                    until_date = table.Column<DateOnly>(type: "date", nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_motion_publications", x => new { x.motion_id, x.step });
                    table.CheckConstraint("ck_motion_publications_days", "until_date >= from_date");
                    table.ForeignKey(
                        name: "fk_motion_publications_motion_motion_id",
                        column: x => x.motion_id,
                        principalTable: "motions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "listings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    convention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    colour = table.Column<short>(type: "smallint", nullable: false),
                    sealed_name = table.Column<byte[]>(type: "bytea", nullable: true),
                    clause = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    sealed_deed = table.Column<byte[]>(type: "bytea", nullable: true),
                    told_on = table.Column<DateOnly>(type: "date", nullable: false),
                    from_date = table.Column<DateOnly>(type: "date", nullable: false),
                    until_date = table.Column<DateOnly>(type: "date", nullable: false),
                    entered_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    sealed_appeal = table.Column<byte[]>(type: "bytea", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_listings", x => x.id);
                    table.CheckConstraint("ck_listings_erased", "state <= 2 or (sealed_name is null and sealed_deed is null and sealed_appeal is null)");
                    table.ForeignKey(
                        name: "fk_listings_conventions_convention_id",
                        column: x => x.convention_id,
                        principalTable: "conventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "performances",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    convention_id = table.Column<Guid>(type: "uuid", nullable: false),
                    performed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    sealed_text = table.Column<byte[]>(type: "bytea", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_performances", x => x.id);
                    table.ForeignKey(
                        name: "fk_performances_conventions_convention_id",
                        column: x => x.convention_id,
                        principalTable: "conventions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_conventions_area_id",
                table: "conventions",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_conventions_area_kind_in_force",
                table: "conventions",
                columns: new[] { "area", "kind_in_force" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_conventions_motion_id_kind",
                table: "conventions",
                columns: new[] { "motion_id", "kind" },
                unique: true,
                filter: "state <> 3");

            migrationBuilder.CreateIndex(
                name: "ux_deliberation_rules",
                table: "deliberation_rules",
                columns: new[] { "area", "step", "body", "form", "since" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_listings_area_id",
                table: "listings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_listings_convention_id",
                table: "listings",
                column: "convention_id");

            migrationBuilder.CreateIndex(
                name: "ix_listings_until_date_id",
                table: "listings",
                columns: new[] { "until_date", "id" },
                filter: "state <= 2");

            migrationBuilder.CreateIndex(
                name: "ix_motions_area_id",
                table: "motions",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_performances_convention_id_id",
                table: "performances",
                columns: new[] { "convention_id", "id" });

            // Clauses as they stood on their day; the organic laws were revised since (in force from 2026): operators enter what changes as a later rule. Where no statute gives a share or a number of days the basis says so.
            migrationBuilder.Sql("""
                insert into deliberation_rules (id, area, step, body, form, quorum_numerator, quorum_denominator, quorum_or_more, majority_numerator, majority_denominator, majority_or_more, majority_of, min_days, basis, since, version, event_sequence) values
                  ('01936f5e-0000-7000-8000-000000000401', '51', 1, 1, null, 1, 2, true, 1, 2, false, 1, 0, '《中国共产党支部工作条例（试行）》第十二条（到会）；党章第十条（少数服从多数）', '2018-10-28', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000402', '51', 2, 2, null, 1, 2, false, 1, 2, false, 1, 0, '法规未规定比例，按过半数；由业务部门确认', '2018-10-28', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000403', '51', 3, 3, null, 1, 2, true, 1, 2, false, 2, 0, '《中国共产党支部工作条例（试行）》第十一条', '2018-10-28', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000404', '51', 4, 4, 2, 1, 2, false, 1, 2, false, 1, 0, '《村民委员会组织法》（2018）第二十二条：十八周岁以上村民过半数', '2018-12-29', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000405', '51', 4, 5, 2, 2, 3, true, 1, 2, false, 1, 0, '《村民委员会组织法》（2018）第二十二条：三分之二以上的户的代表', '2018-12-29', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000406', '51', 4, 6, 2, 2, 3, true, 1, 2, false, 1, 0, '《村民委员会组织法》（2018）第二十六条：三分之二以上的组成人员', '2018-12-29', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000407', '51', 4, 4, 1, 1, 2, false, 1, 2, false, 1, 0, '《城市居民委员会组织法》（2018）第十条：十八周岁以上居民过半数', '2018-12-29', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000408', '51', 4, 5, 1, 1, 2, false, 1, 2, false, 1, 0, '《城市居民委员会组织法》（2018）第十条：户的代表过半数', '2018-12-29', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000409', '51', 4, 6, 1, 1, 2, false, 1, 2, false, 1, 0, '《城市居民委员会组织法》（2018）第十条：居民小组选举的代表过半数', '2018-12-29', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000410', '51', 5, null, null, null, null, null, null, null, null, null, 7, '法规未规定天数，按七天；由业务部门确认', '2018-10-28', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000411', '51', 6, null, null, null, null, null, null, null, null, null, 7, '法规未规定天数，按七天；由业务部门确认', '2018-10-28', 1, 0)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deliberation_rules");

            migrationBuilder.DropTable(
                name: "listings");

            migrationBuilder.DropTable(
                name: "motion_meetings");

            migrationBuilder.DropTable(
                name: "motion_publications");

            migrationBuilder.DropTable(
                name: "performances");

            migrationBuilder.DropTable(
                name: "conventions");

            migrationBuilder.DropTable(
                name: "motions");
        }
    }
}
