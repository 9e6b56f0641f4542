using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations;

/// <summary>The limits of the province as a beginning: two hours to be there, 24 to place, two more for each level that is called in.</summary>
[DbContext(typeof(WelfareDb))]
[Migration("20261125235901_ShippedProtectionRules")]
public partial class ShippedProtectionRules : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        insert into protection_rules (id, area, since, respond_minutes, place_minutes, escalate_minutes, version, event_sequence) values
          ('01520352-4400-7001-8000-000000000011', '51', '2021-06-01', 120, 1440, 120, 1, 0) on conflict do nothing;
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from protection_rules where id = '01520352-4400-7001-8000-000000000011';");
}
