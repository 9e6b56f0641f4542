using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>
/// Before StaffRows an organisation's rows stayed with whoever was its staff when they came about: who had left saw them still, who came after did not. Once, each becomes what its organisation's is. That is safe while the
/// version before serves, which writes nothing else; a lazy look would have to be taken at every read of twelve tables, for ever.
/// </summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261130004000_StaffFromBefore")]
public partial class StaffFromBefore : Migration
{
    internal static readonly string HandOver = string.Concat(new[] { "candidacies", "residencies", "bids", "contracts", "projects", "gradings", "blacklistings", "grants", "ventures", "enterprises", "custodies", "service_orders" }
        .Select(t => $"update {t} t set owner = o.owner, version = t.version + 1 from organizations o where o.id = t.organization_id and t.owner is distinct from o.owner;\n"));

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(HandOver);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        // Whose they were is not kept: nobody is to see them again.
    }
}
