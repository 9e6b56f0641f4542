using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations;

/// <summary>What EF's model does not know, written by hand: counts of every node of the tree, and the rules to begin with.</summary>
[DbContext(typeof(PartyDb))]
[Migration("20261125183900_OrganizationCounts")]
public partial class OrganizationCounts : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table organization_counts (
          organization_id uuid not null, measure smallint not null, n bigint not null, primary key (organization_id, measure)
        ) with (fillfactor = 80);
        -- Only inserted by commands; folded into the rows above every two seconds.
        create table organization_count_changes (
          id bigint generated always as identity primary key, organization_id uuid not null, measure smallint not null, n bigint not null
        ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
        create index ix_organization_count_changes_organization_id on organization_count_changes (organization_id, measure) include (n);

        -- Constitution of the Party, art. 30 and 31; terms by the opinions of 2018: 5 years in communities and villages. Operators set what is else.
        insert into organization_rules (id, area, kind, seat, min_full_members, term_years, max_extension_months, remind_months, since, version, event_sequence) values
          ('01936f5e-0000-7000-8000-000000000101', '51', 1, null, 0, 0, 0, 0, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000102', '51', 2, null, 100, 5, 12, 6, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000103', '51', 3, null, 50, 3, 12, 6, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000104', '51', 4, null, 3, 3, 12, 6, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000105', '51', 5, null, 0, 0, 0, 0, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000106', '51', 2, 1, 0, 5, 12, 6, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000107', '51', 2, 2, 0, 5, 12, 6, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000108', '51', 3, 3, 50, 5, 12, 6, '2018-10-28', 1, 0),
          ('01936f5e-0000-7000-8000-000000000109', '51', 4, 3, 3, 5, 12, 6, '2018-10-28', 1, 0);
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        delete from organization_rules where id::text like '01936f5e-0000-7000-8000-0000000001%';
        drop table organization_count_changes, organization_counts;
        """);
}
