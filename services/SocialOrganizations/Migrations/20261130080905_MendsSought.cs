using Governance.Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>The rest of Mends, beside who writes.</summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261130080905_MendsSought")]
public partial class MendsSought : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.IndexBesideWriters("ix_service_orders_waiting_place", "service_orders (service_code, area, id) where state = 1");
        migrationBuilder.IndexBesideWriters("ix_tenders_open", "tenders (id) where state = 1");
        migrationBuilder.IndexBesideWriters("ix_residencies_organization_id", "residencies (organization_id)");
        migrationBuilder.IndexBesideWriters("ix_enterprises_labelled", "enterprises (area, id) where state = 2");
        migrationBuilder.IndexBesideWriters("ix_donations_fund_id_reversed_at", "donations (fund_id, reversed_at) where reversed_at is not null");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop index ix_service_orders_waiting_place, ix_tenders_open, ix_residencies_organization_id, ix_enterprises_labelled, ix_donations_fund_id_reversed_at;");
}
