using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations;

/// <summary>
/// The province's rules as a beginning: Guofa 2015 no. 52 and what was reported of Sichuan's standards (80 yuan living; nursing 80 for grade 1, 50 for grade 2). An operator confirms them or
/// sets a later rule; counties that pay more set their own.
/// </summary>
[DbContext(typeof(WelfareDb))]
[Migration("20261125235900_ShippedAllowanceRules")]
public partial class ShippedAllowanceRules : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        insert into allowance_rules (id, area, kind, since, disabilities, amounts_fen, hardship_grounds, excluding_aids, publish_days, version, event_sequence) values
          ('01520352-4400-7001-8000-000000000001', '51', 1, '2016-01-01', '{1,2,3,4}', '{8000,8000,8000,8000}', '{1}', '{1,2,4}', 7, 1, 0),
          ('01520352-4400-7001-8000-000000000002', '51', 2, '2016-01-01', '{1,2}', '{8000,5000}', '{}', '{1,2,3}', 7, 1, 0) on conflict do nothing;
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from allowance_rules where id in ('01520352-4400-7001-8000-000000000001', '01520352-4400-7001-8000-000000000002');");
}
