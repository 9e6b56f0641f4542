using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations;

/// <summary>The forms that ship, each in its first version. A later version is published by rpc, or shipped by a migration of its own; these files never change.</summary>
[DbContext(typeof(WelfareDb))]
[Migration("20261125184600_ShippedForms")]
public partial class ShippedForms : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var code in new[] { "ability", "child-risk" })
        {
            using var text = new StreamReader(typeof(ShippedForms).Assembly.GetManifestResourceStream($"{code}-1.json"));
            migrationBuilder.Sql($"""
                insert into form_versions (code, version, valid_from, definition, by, published_at)
                values ('{code}', 1, '2024-01-01', '{text.ReadToEnd().Replace("'", "''", StringComparison.Ordinal)}', 'system:shipped', '2024-01-01 00:00:00+00') on conflict do nothing;
                """);
        }
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from form_versions where by = 'system:shipped';");
}
