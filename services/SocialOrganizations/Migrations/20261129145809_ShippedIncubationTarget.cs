using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>What the plan wants by 2025 (ch. 4 §2): four fifths of cities and counties without the three prefectures, and the two thousands.</summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261129145809_ShippedIncubationTarget")]
public partial class ShippedIncubationTarget : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        insert into incubation_targets (id, area, since, coverage_percent, excepted, functional_count, interest_count, version, event_sequence) values
          ('01520352-4400-7001-8000-000000000031', '51', '2021-06-01', 80, '{5132,5133,5134}', 1000, 1000, 1, 0) on conflict do nothing;
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from incubation_targets where id = '01520352-4400-7001-8000-000000000031';");
}
