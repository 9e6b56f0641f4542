using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class StepsInTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A quarter, until a division says otherwise; extensions and transfers are no steps.
            migrationBuilder.AddColumn<int>(name: "entry_days", table: "member_rules", type: "integer", nullable: false, defaultValue: 90);
            migrationBuilder.Sql("""
                update member_rules set entry_days = 0 where kind in (6, 7);
                -- Rosters are taken for a year; operators set the last day of a division that needs longer, or is done sooner.
                alter table roster_days add column until date;
                update roster_days set until = day + 365;
                -- Whose clause excepts what work requires. (The hundred and the fifty that 20261125183900 gives as the Constitution's are of the regulations that the floors name.)
                alter table organization_floors add column excepted boolean not null default false;
                update organization_floors set excepted = true where kind = 3;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table organization_floors drop column excepted; alter table roster_days drop column until;");
            migrationBuilder.DropColumn(name: "entry_days", table: "member_rules");
        }
    }
}
