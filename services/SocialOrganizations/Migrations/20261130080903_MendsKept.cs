using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>What the database itself keeps from now on: months of the funds' ledger, and that a trail is only added to. Of its own, so that nobody waits for the other tables while the ledger is counted.</summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261130080903_MendsKept")]
public partial class MendsKept : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SocialOrganizations.Funds.FundMonthTable.Kept);
        migrationBuilder.Sql(SocialOrganizations.Procurement.InsertOnly.Before);
        migrationBuilder.Sql(SocialOrganizations.Procurement.InsertOnly.Up);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SocialOrganizations.Procurement.InsertOnly.Down);
        migrationBuilder.Sql(SocialOrganizations.Funds.FundMonthTable.KeptNoMore);
    }
}
