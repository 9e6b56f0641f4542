using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations;

/// <summary>Floors of committees and organisations, not in EF's model: settings, for the whole country. And the post that a regrading was previewed for.</summary>
[DbContext(typeof(PartyDb))]
[Migration("20261129190900_TeamAndOrganizationFloors")]
public partial class TeamAndOrganizationFloors : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Clauses as they stood on their day; operators confirm them, and a statute that changes is a later row.
        migrationBuilder.Sql("""
            create table team_floors (since date primary key, years integer not null, review boolean not null, basis varchar(200) not null);
            create table organization_floors (kind smallint not null, since date not null, members integer not null, basis varchar(200) not null, primary key (kind, since));
            insert into team_floors (since, years, review, basis) values
              ('2018-12-29', 5, true, '《村民委员会组织法》（2018）第十一条、《城市居民委员会组织法》（2018）第八条：每届任期五年；村（社区）“两委”成员资格联审');
            insert into organization_floors (kind, since, members, basis) values
              (2, '2018-12-28', 100, '《中国共产党农村基层组织工作条例》（2018）第五条及同类条例：党员一百人以上；党章无人数规定（待核对）'),
              (3, '2018-12-28', 50, '《中国共产党农村基层组织工作条例》（2018）第五条及同类条例：党员五十人以上，不足五十人确因工作需要的也可设立；党章无人数规定（待核对）'),
              (4, '2018-10-28', 3, '《中国共产党章程》第三十条；《中国共产党支部工作条例（试行）》第四条：正式党员三人以上');
            """);
        migrationBuilder.AddColumn<short>(name: "post", table: "regrading_rows", type: "smallint", nullable: true);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn(name: "post", table: "regrading_rows");
        migrationBuilder.Sql("drop table team_floors, organization_floors;");
    }
}
