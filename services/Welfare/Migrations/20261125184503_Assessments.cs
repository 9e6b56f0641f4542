using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class Assessments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "form_versions",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    definition = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_form_versions", x => new { x.code, x.version });
                });

            migrationBuilder.CreateTable(
                name: "assessments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    form_code = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    form_version = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    points = table.Column<int>(type: "integer", nullable: false),
                    preliminary = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    answers = table.Column<byte[]>(type: "bytea", nullable: false),
                    assessed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reassess_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<short>(type: "smallint", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    co_assessor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assessments", x => x.id);
                    table.ForeignKey(
                        name: "fk_assessments_form_versions_form_code_form_version",
                        columns: x => new { x.form_code, x.form_version },
                        principalTable: "form_versions",
                        principalColumns: new[] { "code", "version" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assessments_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_assessments_area_id",
                table: "assessments",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_assessments_form_code_form_version",
                table: "assessments",
                columns: new[] { "form_code", "form_version" });

            migrationBuilder.CreateIndex(
                name: "ix_assessments_person_id_id",
                table: "assessments",
                columns: new[] { "person_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "assessments");

            migrationBuilder.DropTable(
                name: "form_versions");
        }
    }
}
