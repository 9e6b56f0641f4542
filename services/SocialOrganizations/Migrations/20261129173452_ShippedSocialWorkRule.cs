using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>What the plan wants of stations by 2025 (ch. 4 §2): every town, told with and without the three prefectures. Hours of education in a period of registration: MCA 2009, to be confirmed by an operator.</summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261129173452_ShippedSocialWorkRule")]
public partial class ShippedSocialWorkRule : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        insert into social_work_rules (id, area, since, remind_days, assistant_hours, social_worker_hours, senior_hours, coverage_percent, excepted, version, event_sequence) values
          ('01520352-4400-7001-8000-000000000041', '51', '2021-06-01', 90, 72, 90, 90, 100, '{5132,5133,5134}', 1, 0) on conflict do nothing;
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from social_work_rules where id = '01520352-4400-7001-8000-000000000041';");
}
