using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations;

/// <summary>
/// What the six types of demonstration communities (plan ch. 5 §4) are held against until a province, city or county sets its own. The plan gives neither weights nor a pass mark: every criterion is a clause of the plan,
/// named with it, counts one point for being met, and all are to be met. Nor does it say how long a label holds: it is looked at again every year, as the plan's indicators are (ch. 5 §3).
/// Not shipped, since the plan gives nothing for them: schemes for grading organisations 1A to 5A (ApplyForGrading refuses with NO_GRADING_SCHEME until SetGradingScheme), and criteria of intakes, which each intake names
/// (OpenIntake). Its figures of incubation (four fifths of cities and counties, twice a thousand) and of stations (every town) ship beside their rooms: ShippedIncubationTarget, ShippedSocialWorkRule.
/// </summary>
[DbContext(typeof(SocialOrgsDb))]
[Migration("20261129210002_ShippedPilotSchemes")]
public partial class ShippedPilotSchemes : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        insert into pilot_schemes (id, area, kind, since, criterion_titles, criterion_points, pass_points, valid_years, version, event_sequence)
        select id::uuid, '51', kind, date '2021-06-01', titles, array_fill(1, array[cardinality(titles)]), cardinality(titles), 1, 1, 0 from (values
          ('01520352-4400-7001-8000-000000000061', 1, array['打造15分钟便民生活圈（第三章第五节）', '政务服务下沉，小事不出社区（第四章第二节）', '基本公共服务清单及动态调整（第四章第二节）', '8小时外开放社区服务设施（第四章第二节）']),
          ('01520352-4400-7001-8000-000000000062', 2, array['社区综合信息平台为统一出入口（第四章第四节）', '智慧党建、政务、自治等社区场景（第四章第四节）', '适老化无障碍，保留线下渠道（第四章第四节）', '建成智慧平安小区（第四章第四节）']),
          ('01520352-4400-7001-8000-000000000063', 3, array['“五社联动”机制运行（第四章第二节）', '社区社会组织承接公益项目或活动（第四章第二节）', '“单建+联建”加强社会组织党建（第四章第二节）']),
          ('01520352-4400-7001-8000-000000000064', 4, array['社会企业托管闲置资产和公共空间（第三章第五节）', '开发无偿和低偿收费的公益项目（第三章第五节）', '孵化支持与空间运营共建（第三章第五节）']),
          ('01520352-4400-7001-8000-000000000065', 5, array['需求发现、设计、衔接、承接机制（第五章第二节）', '列入社区治理项目清单（第四章第二节）', '服务项目公众评议评价（第四章第二节）']),
          ('01520352-4400-7001-8000-000000000066', 6, array['重大事项“四议两公开”（第四章第一节）', '自治章程和居民公约备案履行（第四章第一节）', '居民议事会、居务监督委员会运行（第四章第一节）', '城乡社区协商制度健全（第四章第一节）'])
        ) as shipped (id, kind, titles) on conflict do nothing;
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("delete from pilot_schemes where id::text like '01520352-4400-7001-8000-00000000006%';");
}
