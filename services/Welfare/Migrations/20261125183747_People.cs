using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations
{
    /// <inheritdoc />
    public partial class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    number = table.Column<byte[]>(type: "bytea", nullable: true),
                    number_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    address = table.Column<byte[]>(type: "bytea", nullable: true),
                    birth_year = table.Column<short>(type: "smallint", nullable: false),
                    sex = table.Column<short>(type: "smallint", nullable: false),
                    kinds = table.Column<List<int>>(type: "integer[]", nullable: false),
                    disabilities = table.Column<List<int>>(type: "integer[]", nullable: false),
                    disability_grade = table.Column<short>(type: "smallint", nullable: true),
                    ability = table.Column<short>(type: "smallint", nullable: true),
                    reassess_on = table.Column<DateOnly>(type: "date", nullable: true),
                    risk = table.Column<short>(type: "smallint", nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    merged_into = table.Column<Guid>(type: "uuid", nullable: true),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    purpose = table.Column<short>(type: "smallint", nullable: false),
                    ground = table.Column<short>(type: "smallint", nullable: false),
                    given_on = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents", x => x.id);
                    table.ForeignKey(
                        name: "fk_consents_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    relation = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    phone = table.Column<byte[]>(type: "bytea", nullable: true),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                    table.ForeignKey(
                        name: "fk_contacts_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "health_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    noted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_notes", x => x.id);
                    table.ForeignKey(
                        name: "fk_health_notes_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person_steps",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    other_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_steps", x => new { x.person_id, x.number });
                    table.ForeignKey(
                        name: "fk_person_steps_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_consents_area_id",
                table: "consents",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_consents_person_id_purpose",
                table: "consents",
                columns: new[] { "person_id", "purpose" },
                unique: true,
                filter: "withdrawn_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_contacts_area_id",
                table: "contacts",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_person_id",
                table: "contacts",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_health_notes_area_id",
                table: "health_notes",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_health_notes_person_id_id",
                table: "health_notes",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_people_area_id",
                table: "people",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_people_area_reassess_on",
                table: "people",
                columns: new[] { "area", "reassess_on" },
                filter: "reassess_on is not null");

            migrationBuilder.CreateIndex(
                name: "ix_people_kinds",
                table: "people",
                column: "kinds")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_people_merged_into",
                table: "people",
                column: "merged_into",
                filter: "merged_into is not null");

            migrationBuilder.CreateIndex(
                name: "ux_people_number_hash",
                table: "people",
                column: "number_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "consents");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "health_notes");

            migrationBuilder.DropTable(
                name: "person_steps");

            migrationBuilder.DropTable(
                name: "people");
        }
    }
}
