using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class CallOwners : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "call_returns",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    area = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false, collation: "C"),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    category = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_returns", x => x.id);
                    table.ForeignKey(
                        name: "fk_call_returns_call_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_call_returns_area_id",
                table: "call_returns",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_call_returns_call_id_ordinal",
                table: "call_returns",
                columns: new[] { "call_id", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_call_returns_unit_id",
                table: "call_returns",
                columns: new[] { "unit", "id" });

            // By hand: pages of returns by place; merged calls counted beside the others; no call without an owner, looked for in CallOwnersSought: what is outside the transaction stands in a migration of its own, or this one could not be repeated.
            migrationBuilder.Sql("""
                create index ix_call_returns_city on call_returns (substring(area, 1, 4), id);
                create index ix_call_returns_county on call_returns (substring(area, 1, 6), id);
                create index ix_call_returns_town on call_returns (substring(area, 1, 9), id);
                alter table call_figures add column merged bigint not null default 0;
                alter table calls add constraint ck_calls_owned check (unit is not null or state not in (3, 4, 6)) not valid;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table calls drop constraint ck_calls_owned; alter table call_figures drop column merged;");

            migrationBuilder.DropTable(
                name: "call_returns");
        }
    }
}
