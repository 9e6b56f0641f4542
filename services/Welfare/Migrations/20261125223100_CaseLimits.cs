using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations;

/// <summary>The limits to begin with: screening within 24 hours, a plan within 10 working days, a review every 3 months. Operators set what comes after.</summary>
[DbContext(typeof(WelfareDb))]
[Migration("20261125223100_CaseLimits")]
public partial class CaseLimits : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("insert into case_limits (kind, since, amount, unit) values (1, '2024-01-01', 24, 1), (2, '2024-01-01', 10, 2), (3, '2024-01-01', 3, 3);");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from case_limits where since = '2024-01-01';");
}
