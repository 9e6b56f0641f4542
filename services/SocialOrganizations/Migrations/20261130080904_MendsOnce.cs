using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>What is there once: what was entered twice before is told apart first, while nobody enters more.</summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261130080904_MendsOnce")]
public partial class MendsOnce : Migration
{
    /// <summary>
    /// One volunteer is one worker: whoever was entered first keeps the id; the others are found by their number when their certificate is told next, or linked by hand, which asks the registry. Whose appointment was told while
    /// they were not linked yet has it.
    /// </summary>
    public const string OneVolunteerOnce = """
        lock table social_workers in share row exclusive mode;
        update social_workers w set volunteer_id = null, recognized_at = null, appointed_at = null, version = w.version + 1
          where w.state <> 3 and exists (select from social_workers o where o.volunteer_id = w.volunteer_id and o.state <> 3 and o.id < w.id);
        update social_workers w set appointed_at = a.at from appointed_volunteers a where a.id = w.volunteer_id and w.appointed_at is null;
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Few rows: social workers of the province, and a share an outlet and month. The statements before an index and the index are one transaction, or the version before enters another one between them.
        migrationBuilder.Sql(OneVolunteerOnce);
        migrationBuilder.CreateIndex(name: "ix_social_workers_certificate_hash", table: "social_workers", column: "certificate_hash");
        migrationBuilder.CreateIndex(name: "ux_social_workers_certificate", table: "social_workers", column: "certificate_hash", unique: true, filter: "state <> 3");
        migrationBuilder.CreateIndex(name: "ux_social_workers_volunteer", table: "social_workers", column: "volunteer_id", unique: true, filter: "state <> 3");
        migrationBuilder.Sql(SocialOrganizations.Funds.LotteryShareTable.Copies);
        migrationBuilder.CreateIndex(name: "ux_lottery_shares_outlet_number_month_copy", table: "lottery_shares", columns: ["outlet_number", "month", "copy"], unique: true, filter: "not reversed");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var index in new[] { "ix_social_workers_certificate_hash", "ux_social_workers_certificate", "ux_social_workers_volunteer" }) migrationBuilder.DropIndex(name: index, table: "social_workers");
        migrationBuilder.DropIndex(name: "ux_lottery_shares_outlet_number_month_copy", table: "lottery_shares");
    }
}
