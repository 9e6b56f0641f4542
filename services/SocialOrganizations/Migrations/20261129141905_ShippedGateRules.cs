using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>What gates ask for in the province as a beginning (plan ch. 4 §2); counties set their own beside it.</summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261129141905_ShippedGateRules")]
public partial class ShippedGateRules : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        insert into gate_rules (id, area, gate, kind, since, papers, min_members, min_days, needs_party_building, version, event_sequence) values
          ('01520352-4400-7001-8000-000000000021', '51', 1, null, '2021-06-01', '{}', 3, 0, false, 1, 0),
          ('01520352-4400-7001-8000-000000000022', '51', 2, null, '2021-06-01', '{1,2,3}', 10, 0, false, 1, 0),
          ('01520352-4400-7001-8000-000000000023', '51', 3, null, '2021-06-01', '{1,4,5,6}', 10, 0, false, 1, 0),
          ('01520352-4400-7001-8000-000000000024', '51', 4, null, '2021-06-01', '{7}', 0, 180, true, 1, 0),
          ('01520352-4400-7001-8000-000000000025', '51', 5, null, '2021-06-01', '{8}', 0, 0, false, 1, 0) on conflict do nothing;
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from gate_rules where id::text like '01520352-4400-7001-8000-00000000002%';");
}
