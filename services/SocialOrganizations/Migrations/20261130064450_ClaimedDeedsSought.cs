using Governance.Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>The rest of ClaimedDeeds, beside who writes.</summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261130064450_ClaimedDeedsSought")]
public partial class ClaimedDeedsSought : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.IndexBesideWriters("ix_team_services_claimed_team_id", "team_services (claimed_team_id) where claimed_team_id is not null");

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop index ix_team_services_claimed_team_id;");
}
