using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class Members : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "member_batches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_line = table.Column<long>(type: "bigint", nullable: false),
                    entered = table.Column<long>(type: "bigint", nullable: false),
                    known = table.Column<long>(type: "bigint", nullable: false),
                    refused = table.Column<long>(type: "bigint", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "member_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    min_months = table.Column<int>(type: "integer", nullable: false),
                    max_months = table.Column<int>(type: "integer", nullable: false),
                    max_days = table.Column<int>(type: "integer", nullable: false),
                    min_age = table.Column<int>(type: "integer", nullable: false),
                    prerequisites = table.Column<List<short>>(type: "smallint[]", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    area = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "member_verdicts",
                columns: table => new
                {
                    batch_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    known = table.Column<bool>(type: "boolean", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: true),
                    problems = table.Column<List<string>>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_verdicts", x => new { x.batch_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "members",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    birth_year = table.Column<short>(type: "smallint", nullable: false),
                    sex = table.Column<short>(type: "smallint", nullable: false),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    state_since = table.Column<DateOnly>(type: "date", nullable: false),
                    joined_on = table.Column<DateOnly>(type: "date", nullable: true),
                    probation_until = table.Column<DateOnly>(type: "date", nullable: true),
                    end_kind = table.Column<short>(type: "smallint", nullable: true),
                    floating_since = table.Column<DateOnly>(type: "date", nullable: true),
                    floating_to = table.Column<byte[]>(type: "bytea", nullable: true),
                    step_count = table.Column<short>(type: "smallint", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    number = table.Column<byte[]>(type: "bytea", nullable: false),
                    number_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    phone = table.Column<byte[]>(type: "bytea", nullable: false),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_members", x => x.id);
                    table.ForeignKey(
                        name: "fk_members_organization_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "member_steps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<short>(type: "smallint", nullable: false),
                    to = table.Column<short>(type: "smallint", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    met = table.Column<List<short>>(type: "smallint[]", nullable: false),
                    met_on = table.Column<List<DateOnly>>(type: "date[]", nullable: false),
                    sealed_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_steps", x => x.id);
                    table.ForeignKey(
                        name: "fk_member_steps_member_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transfers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    to_area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sealed_reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    event_sequence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transfers", x => x.id);
                    table.ForeignKey(
                        name: "fk_transfers_members_member_id",
                        column: x => x.member_id,
                        principalTable: "members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_member_batches_area_id",
                table: "member_batches",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_member_rules",
                table: "member_rules",
                columns: new[] { "area", "kind", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_member_steps_member_id_number",
                table: "member_steps",
                columns: new[] { "member_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_members_area_id",
                table: "members",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_members_organization_id_id",
                table: "members",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_area_id",
                table: "transfers",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_expires_at",
                table: "transfers",
                column: "expires_at",
                filter: "state = 1");

            migrationBuilder.CreateIndex(
                name: "ix_transfers_from_area_id",
                table: "transfers",
                columns: new[] { "from_area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_from_id_id",
                table: "transfers",
                columns: new[] { "from_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_member_id_id",
                table: "transfers",
                columns: new[] { "member_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_to_area_id",
                table: "transfers",
                columns: new[] { "to_area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_to_id_id",
                table: "transfers",
                columns: new[] { "to_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_transfers_member_id",
                table: "transfers",
                column: "member_id",
                unique: true,
                filter: "state = 1");

            // One person once in the province; EF cannot say an index on a complex property.
            migrationBuilder.Sql("create unique index ux_members_number_hash on members (number_hash)");
            // Rules of 2014-05-28 on developing members; operators set what is else.
            migrationBuilder.Sql("""
                insert into member_rules (id, area, kind, min_months, max_months, max_days, min_age, prerequisites, since, version, event_sequence) values
                  ('01936f5e-0000-7000-8000-000000000201', '51', 1, 0, 0, 0, 18, '{1}', '1921-07-23', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000202', '51', 2, 0, 0, 0, 18, '{2,3,4,5}', '1921-07-23', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000203', '51', 3, 12, 0, 0, 18, '{6,7,4,5}', '1921-07-23', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000204', '51', 4, 0, 0, 0, 18, '{8,9,10,11,12,13,14,15}', '1921-07-23', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000205', '51', 5, 12, 0, 0, 18, '{16,7,11,13,15}', '1921-07-23', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000206', '51', 6, 6, 12, 0, 0, '{13,15}', '1921-07-23', 1, 0),
                  ('01936f5e-0000-7000-8000-000000000207', '51', 7, 0, 0, 90, 0, '{}', '1921-07-23', 1, 0)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "member_batches");

            migrationBuilder.DropTable(
                name: "member_rules");

            migrationBuilder.DropTable(
                name: "member_steps");

            migrationBuilder.DropTable(
                name: "member_verdicts");

            migrationBuilder.DropTable(
                name: "transfers");

            migrationBuilder.DropTable(
                name: "members");
        }
    }
}
