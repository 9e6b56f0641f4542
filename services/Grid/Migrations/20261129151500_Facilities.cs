using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class Facilities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "appraisal_rounds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    questionnaires = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_rounds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "facilities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    square_metres = table.Column<double>(type: "double precision", nullable: false),
                    opening = table.Column<string[]>(type: "text[]", nullable: false),
                    off_hours = table.Column<bool>(type: "boolean", nullable: false),
                    code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_facilities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "questionnaires",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    texts = table.Column<string[]>(type: "text[]", nullable: false),
                    most_points = table.Column<int[]>(type: "integer[]", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_questionnaires", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "surveys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_date = table.Column<DateOnly>(type: "date", nullable: false),
                    to_date = table.Column<DateOnly>(type: "date", nullable: false),
                    period = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    seed = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    sample_size = table.Column<int>(type: "integer", nullable: false),
                    drawn_count = table.Column<int>(type: "integer", nullable: false),
                    drawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_surveys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "appraisal_sheets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    round_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    from_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    about_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    points = table.Column<int[]>(type: "integer[]", nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appraisal_sheets", x => x.id);
                    table.ForeignKey(
                        name: "fk_appraisal_sheets_appraisal_rounds_round_id",
                        column: x => x.round_id,
                        principalTable: "appraisal_rounds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "call_backs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    survey_id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    period = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    person_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_backs", x => x.id);
                    table.CheckConstraint("ck_call_backs_score", "score between 1 and 5");
                    table.ForeignKey(
                        name: "fk_call_backs_survey_survey_id",
                        column: x => x.survey_id,
                        principalTable: "surveys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_appraisal_rounds_area_year",
                table: "appraisal_rounds",
                columns: new[] { "area", "year" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appraisal_sheets_area_id",
                table: "appraisal_sheets",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_appraisal_sheets_once",
                table: "appraisal_sheets",
                columns: new[] { "round_id", "kind", "about_code", "from_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_call_backs_area_id",
                table: "call_backs",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_backs_survey_id_ordinal",
                table: "call_backs",
                columns: new[] { "survey_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_call_backs_period_person_hash",
                table: "call_backs",
                columns: new[] { "period", "person_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_facilities_area_id",
                table: "facilities",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_facilities_code",
                table: "facilities",
                column: "code",
                unique: true,
                filter: "code is not null");

            migrationBuilder.CreateIndex(
                name: "ux_questionnaires_area_kind_edition",
                table: "questionnaires",
                columns: new[] { "area", "kind", "edition" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_surveys_area_id",
                table: "surveys",
                columns: new[] { "area", "id" });

            // By hand: what is near a point is found by an index that PostgreSQL brings itself; and nothing is set up in a community that is retired.
            migrationBuilder.Sql("""
                create index ix_facilities_point on facilities using gist (point(longitude, latitude)) where closed_at is null;
                create trigger place_must_exist before insert on facilities for each row execute function place_must_exist();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appraisal_sheets");

            migrationBuilder.DropTable(
                name: "call_backs");

            migrationBuilder.DropTable(
                name: "facilities");

            migrationBuilder.DropTable(
                name: "questionnaires");

            migrationBuilder.DropTable(
                name: "appraisal_rounds");

            migrationBuilder.DropTable(
                name: "surveys");
        }
    }
}
