using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Volunteers.Migrations;

/// <summary>What EF's model cannot say, written by hand: one person once in the province, one sign-in name once.</summary>
[DbContext(typeof(VolunteersDb))]
[Migration("20261125064200_VolunteerIndexes")]
public partial class VolunteerIndexes : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create unique index ux_volunteers_number_hash on volunteers (number_hash);
        create unique index ux_volunteers_owner on volunteers (owner) where owner is not null;
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop index ux_volunteers_owner;
        drop index ux_volunteers_number_hash;
        """);
}
