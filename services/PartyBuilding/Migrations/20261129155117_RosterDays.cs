using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class RosterDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
            -- Not in EF's model: settings, one for the province to begin with. Whatever begins from now on goes the ordinary way.
            create table roster_days (area varchar(12) collate "C" primary key, day date not null);
            insert into roster_days (area, day) values ('51', (now() at time zone 'Asia/Shanghai')::date);
            """);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table roster_days;");
    }
}
