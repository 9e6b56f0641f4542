using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class ClaimedDeeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "claimed_team_id",
                table: "team_services",
                type: "uuid",
                nullable: true);

            // Once more, for what a replica has written that knew nothing of it. Who refused and said yes since is masked until they give again: rather that than the other way round.
            migrationBuilder.Sql(MendMoney.MaskWhoOnceRefused);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "claimed_team_id",
                table: "team_services");
        }
    }
}
