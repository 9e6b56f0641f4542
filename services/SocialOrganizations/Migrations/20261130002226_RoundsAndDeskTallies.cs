using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class RoundsAndDeskTallies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_tenders_item_id",
                table: "tenders");

            // Contests that were announced before, and those that the version before announces while both serve, are bounded as one that says nothing.
            migrationBuilder.AddColumn<int>(
                name: "desk_votes_a_day",
                table: "venture_contests",
                type: "integer",
                nullable: false,
                defaultValue: 50);

            migrationBuilder.AddColumn<int>(
                name: "round",
                table: "tenders",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            // The version before calls a first round as this one does; a further one it is refused until it is gone.
            migrationBuilder.Sql("""
                update tenders t set round = r.round from (select id, row_number() over (partition by item_id order by id) as round from tenders) r where r.id = t.id and r.round > 1;
                """);

            migrationBuilder.AddColumn<string>(
                name: "invalid_reason",
                table: "bids",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "score",
                table: "bids",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "desk_tallies",
                columns: table => new
                {
                    contest_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clerk = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    votes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_desk_tallies", x => new { x.contest_id, x.day, x.clerk });
                    table.CheckConstraint("ck_desk_tallies_votes", "votes > 0");
                    table.ForeignKey(
                        name: "fk_desk_tallies_venture_contest_contest_id",
                        column: x => x.contest_id,
                        principalTable: "venture_contests",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_tenders_item_id_round",
                table: "tenders",
                columns: new[] { "item_id", "round" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "desk_tallies");

            migrationBuilder.DropIndex(
                name: "ux_tenders_item_id_round",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "desk_votes_a_day",
                table: "venture_contests");

            migrationBuilder.DropColumn(
                name: "round",
                table: "tenders");

            migrationBuilder.DropColumn(
                name: "invalid_reason",
                table: "bids");

            migrationBuilder.DropColumn(
                name: "score",
                table: "bids");

            migrationBuilder.CreateIndex(
                name: "ux_tenders_item_id",
                table: "tenders",
                column: "item_id",
                unique: true,
                filter: "state <> 3");
        }
    }
}
