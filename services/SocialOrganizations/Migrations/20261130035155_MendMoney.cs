using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class MendMoney : Migration
    {
        // A donor was found by the phone alone, and may be two of whom only one agreed to be named. Which of them gave what is sealed: whoever once refused is told masked until they agree themselves.
        internal const string MaskWhoOnceRefused = "update donors d set named = false, version = d.version + 1 where d.named and exists (select from donations g where g.donor_id = d.id and not g.named)";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_fund_entries_about_id",
                table: "fund_entries",
                column: "about_id");

            migrationBuilder.Sql(MaskWhoOnceRefused);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_fund_entries_about_id",
                table: "fund_entries");
        }
    }
}
