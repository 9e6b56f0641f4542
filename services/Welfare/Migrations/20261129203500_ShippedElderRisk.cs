using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations;

/// <summary>A sample form for the risk of the elderly, so that their visits can follow a risk from the first day. Where a province has published its own under this code, that stays.</summary>
[DbContext(typeof(WelfareDb))]
[Migration("20261129203500_ShippedElderRisk")]
public partial class ShippedElderRisk : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        using var text = new StreamReader(typeof(ShippedElderRisk).Assembly.GetManifestResourceStream("elder-risk-1.json"));
        migrationBuilder.Sql($"""
            insert into form_versions (code, version, valid_from, definition, by, published_at)
            values ('elder-risk', 1, '2024-01-01', '{text.ReadToEnd().Replace("'", "''", StringComparison.Ordinal)}', 'system:shipped', '2024-01-01 00:00:00+00') on conflict do nothing;
            """);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from form_versions where code = 'elder-risk' and by = 'system:shipped';");
}
