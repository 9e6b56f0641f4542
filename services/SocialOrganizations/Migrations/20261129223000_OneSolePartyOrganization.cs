using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>
/// A party organisation that a social organisation has to itself (单建) is no other's, as long as that one lives. Where several have named one, the first keeps it, and for the others it is what it is: theirs together (联建).
/// </summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261129223000_OneSolePartyOrganization")]
public partial class OneSolePartyOrganization : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        update organizations t set party_building = 2, version = t.version + 1 where t.party_building = 1 and t.state not in (7, 8) and exists (
          select from organizations o where o.party_organization_id = t.party_organization_id and o.party_building = 1 and o.state not in (7, 8) and o.id < t.id);
        create unique index ux_organizations_sole_party_organization_id on organizations (party_organization_id) where party_building = 1 and state not in (7, 8);
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop index ux_organizations_sole_party_organization_id;");
}
