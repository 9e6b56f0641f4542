using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class Emergencies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "emergency_plans",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hazard = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    measures = table.Column<string[]>(type: "text[]", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_emergency_plans", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shelters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shelters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "drills",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    participant_count = table.Column<int>(type: "integer", nullable: false),
                    findings = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drills", x => x.id);
                    table.ForeignKey(
                        name: "fk_drills_emergency_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "emergency_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "emergencies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hazard = table.Column<short>(type: "smallint", nullable: false),
                    level = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    grid_count = table.Column<int>(type: "integer", nullable: false),
                    activated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    summary = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    end_grids = table.Column<int>(type: "integer", nullable: false),
                    end_complete_grids = table.Column<int>(type: "integer", nullable: false),
                    end_households = table.Column<int>(type: "integer", nullable: false),
                    end_checked = table.Column<int>(type: "integer", nullable: false),
                    end_away = table.Column<int>(type: "integer", nullable: false),
                    end_help = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_emergencies", x => x.id);
                    table.ForeignKey(
                        name: "fk_emergencies_emergency_plans_plan_id",
                        column: x => x.plan_id,
                        principalTable: "emergency_plans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "supplies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    shelter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    measure = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    least_amount = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supplies", x => x.id);
                    table.CheckConstraint("ck_supplies_amount", "amount >= 0");
                    table.ForeignKey(
                        name: "fk_supplies_shelters_shelter_id",
                        column: x => x.shelter_id,
                        principalTable: "shelters",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "household_checks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    emergency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    household_count = table.Column<int>(type: "integer", nullable: false),
                    checked_count = table.Column<int>(type: "integer", nullable: false),
                    away_count = table.Column<int>(type: "integer", nullable: false),
                    help_count = table.Column<int>(type: "integer", nullable: false),
                    complete = table.Column<bool>(type: "boolean", nullable: false),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_household_checks", x => x.id);
                    table.CheckConstraint("ck_household_checks_counts", "checked_count >= 0 and away_count >= 0 and help_count between 0 and checked_count");
                    table.ForeignKey(
                        name: "fk_household_checks_emergencies_emergency_id",
                        column: x => x.emergency_id,
                        principalTable: "emergencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "supply_postings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    supply_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    amount = table.Column<int>(type: "integer", nullable: false),
                    balance = table.Column<long>(type: "bigint", nullable: false),
                    emergency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supply_postings", x => x.id);
                    table.ForeignKey(
                        name: "fk_supply_postings_emergencies_emergency_id",
                        column: x => x.emergency_id,
                        principalTable: "emergencies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_supply_postings_supply_supply_id",
                        column: x => x.supply_id,
                        principalTable: "supplies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_drills_area_id",
                table: "drills",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_drills_plan_id_id",
                table: "drills",
                columns: new[] { "plan_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_emergencies_area_id",
                table: "emergencies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_emergencies_plan_id",
                table: "emergencies",
                column: "plan_id");

            migrationBuilder.CreateIndex(
                name: "ux_emergencies_active",
                table: "emergencies",
                columns: new[] { "area", "hazard" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_emergency_plans_area_id",
                table: "emergency_plans",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_household_checks_area_emergency_id",
                table: "household_checks",
                columns: new[] { "area", "emergency_id" });

            migrationBuilder.CreateIndex(
                name: "ix_household_checks_emergency_id_area",
                table: "household_checks",
                columns: new[] { "emergency_id", "area" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_shelters_area_id",
                table: "shelters",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_supplies_area_id",
                table: "supplies",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_supplies_shelter_id",
                table: "supplies",
                column: "shelter_id");

            migrationBuilder.CreateIndex(
                name: "ix_supply_postings_area_id",
                table: "supply_postings",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_supply_postings_emergency_id",
                table: "supply_postings",
                column: "emergency_id");

            migrationBuilder.CreateIndex(
                name: "ix_supply_postings_supply_id_id",
                table: "supply_postings",
                columns: new[] { "supply_id", "id" });

            // By hand: as for calls, nothing is set up in a community that is retired.
            migrationBuilder.Sql("create trigger place_must_exist before insert on shelters for each row execute function place_must_exist();");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "drills");

            migrationBuilder.DropTable(
                name: "household_checks");

            migrationBuilder.DropTable(
                name: "supply_postings");

            migrationBuilder.DropTable(
                name: "emergencies");

            migrationBuilder.DropTable(
                name: "supplies");

            migrationBuilder.DropTable(
                name: "emergency_plans");

            migrationBuilder.DropTable(
                name: "shelters");
        }
    }
}
