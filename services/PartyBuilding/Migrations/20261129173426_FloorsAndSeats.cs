using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.PartyBuilding.Migrations
{
    /// <inheritdoc />
    public partial class FloorsAndSeats : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "most_seats",
                table: "teams",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "seats",
                table: "teams",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "community_code",
                table: "regional_items",
                type: "character varying(12)",
                maxLength: 12,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "followed_at",
                table: "places",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "deliberation_floors",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<short>(type: "smallint", nullable: false),
                    body = table.Column<short>(type: "smallint", nullable: false),
                    form = table.Column<short>(type: "smallint", nullable: true),
                    majority_of = table.Column<short>(type: "smallint", nullable: false),
                    basis = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    majority_denominator = table.Column<int>(type: "integer", nullable: false),
                    majority_numerator = table.Column<int>(type: "integer", nullable: false),
                    majority_or_more = table.Column<bool>(type: "boolean", nullable: false),
                    quorum_denominator = table.Column<int>(type: "integer", nullable: true),
                    quorum_numerator = table.Column<int>(type: "integer", nullable: true),
                    quorum_or_more = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliberation_floors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "member_floors",
                columns: table => new
                {
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    min_months = table.Column<int>(type: "integer", nullable: false),
                    most_months = table.Column<int>(type: "integer", nullable: false),
                    most_days = table.Column<int>(type: "integer", nullable: false),
                    min_age = table.Column<int>(type: "integer", nullable: false),
                    prerequisites = table.Column<List<short>>(type: "smallint[]", nullable: false),
                    basis = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_member_floors", x => new { x.kind, x.since });
                });

            migrationBuilder.CreateTable(
                name: "moved_communities",
                columns: table => new
                {
                    reorganization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    former = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false),
                    successor = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moved_communities", x => new { x.reorganization_id, x.former });
                });

            migrationBuilder.CreateTable(
                name: "team_seats",
                columns: table => new
                {
                    body = table.Column<short>(type: "smallint", nullable: false),
                    village = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    most = table.Column<int>(type: "integer", nullable: false),
                    basis = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_seats", x => new { x.body, x.village, x.since });
                });

            migrationBuilder.CreateTable(
                name: "waiting_records",
                columns: table => new
                {
                    record_id = table.Column<Guid>(type: "uuid", nullable: false),
                    volunteer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place_code = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    kind = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    corrected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    kept_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_records", x => x.record_id);
                });

            // What is there counts; a committee that is larger than the statute has it keeps its posts and gets no more.
            migrationBuilder.Sql("""
                insert into team_seats (body, village, since, most, basis) values
                  (1, false, '2018-12-28', 9, '社区党组织参照村党组织；由业务部门确认'),
                  (1, true, '2018-12-28', 9, '《中国共产党农村基层组织工作条例》（2018）：村党的委员会委员最多不超过九人'),
                  (2, false, '2018-12-29', 9, '《城市居民委员会组织法》（2018）第七条：主任、副主任和委员共五至九人'),
                  (2, true, '2018-12-29', 7, '《村民委员会组织法》（2018）第六条：主任、副主任和委员共三至七人'),
                  (3, false, '2018-12-29', 66, '法规未规定人数；由业务部门确认'),
                  (3, true, '2018-12-29', 66, '法规未规定人数；由业务部门确认'),
                  (4, false, '2017-12-04', 5, '居务监督委员会参照村务监督委员会；由业务部门确认'),
                  (4, true, '2017-12-04', 5, '《关于建立健全村务监督委员会的指导意见》（2017）：一般由三至五人组成');
                update teams t set seats = case when t.closed then 0 else p.n end, most_seats = greatest(p.n,
                    (select s.most from team_seats s where s.body = t.body and s.village = not (length(t.area) = 12 and substring(t.area, 10) between '001' and '199')))
                  from (select t.id, count(p.id)::int as n from teams t left join team_posts p on p.team_id = t.id and not p.closed group by t.id) p where p.id = t.id;
                """);
            // Clauses as they stood on their day; operators confirm them, and a statute that changes is a later row.
            migrationBuilder.Sql("""
                insert into member_floors (kind, since, min_months, most_months, most_days, min_age, prerequisites, basis) values
                  (1, '2014-05-28', 0, 0, 0, 18, '{1}', '《中国共产党章程》第一条；《中国共产党发展党员工作细则》（2014）第二章'),
                  (2, '2014-05-28', 0, 0, 0, 18, '{2,3,4,5}', '《中国共产党发展党员工作细则》（2014）第二章'),
                  (3, '2014-05-28', 12, 0, 0, 18, '{6,7,4,5}', '《中国共产党发展党员工作细则》（2014）第三章：经过一年以上培养教育和考察'),
                  (4, '2014-05-28', 0, 0, 0, 18, '{8,9,10,11,12,13,14,15}', '《中国共产党发展党员工作细则》（2014）第三章、第四章'),
                  (5, '2014-05-28', 12, 0, 0, 18, '{16,7,11,13,15}', '《中国共产党章程》第七条：预备期为一年；《中国共产党发展党员工作细则》（2014）第五章'),
                  (6, '2014-05-28', 6, 12, 0, 0, '{13,15}', '《中国共产党发展党员工作细则》（2014）第五章：延长预备期不能少于半年，最长不超过一年'),
                  (7, '2019-05-06', 0, 0, 90, 0, '{}', '《中国共产党党员教育管理工作条例》（2019）：组织关系介绍信有效期一般不超过三个月');
                insert into deliberation_floors (id, step, body, form, quorum_numerator, quorum_denominator, quorum_or_more, majority_numerator, majority_denominator, majority_or_more, majority_of, basis, since) values
                  (1, 1, 1, null, 1, 2, true, 1, 2, false, 1, '《中国共产党支部工作条例（试行）》第十二条（到会）；党章第十条（少数服从多数）', '2018-10-28'),
                  (2, 1, 3, null, 1, 2, true, 1, 2, false, 2, '《中国共产党支部工作条例（试行）》第十一条', '2018-10-28'),
                  (3, 2, 2, null, null, null, null, 1, 2, false, 1, '党章第十条：少数服从多数', '2018-10-28'),
                  (4, 3, 3, null, 1, 2, true, 1, 2, false, 2, '《中国共产党支部工作条例（试行）》第十一条', '2018-10-28'),
                  (5, 4, 4, 2, 1, 2, false, 1, 2, false, 1, '《村民委员会组织法》（2018）第二十二条：十八周岁以上村民过半数', '2018-12-29'),
                  (6, 4, 5, 2, 2, 3, true, 1, 2, false, 1, '《村民委员会组织法》（2018）第二十二条：三分之二以上的户的代表', '2018-12-29'),
                  (7, 4, 6, 2, 2, 3, true, 1, 2, false, 1, '《村民委员会组织法》（2018）第二十六条：三分之二以上的组成人员', '2018-12-29'),
                  (8, 4, 4, 1, 1, 2, false, 1, 2, false, 1, '《城市居民委员会组织法》（2018）第十条：十八周岁以上居民过半数', '2018-12-29'),
                  (9, 4, 5, 1, 1, 2, false, 1, 2, false, 1, '《城市居民委员会组织法》（2018）第十条：户的代表过半数', '2018-12-29'),
                  (10, 4, 6, 1, 1, 2, false, 1, 2, false, 1, '《城市居民委员会组织法》（2018）第十条：居民小组选举的代表过半数', '2018-12-29');
                """);

            migrationBuilder.AddCheckConstraint(
                name: "ck_teams_seats",
                table: "teams",
                sql: "seats between 0 and most_seats");

            migrationBuilder.CreateIndex(
                name: "ix_report_ins_unrecognized",
                table: "report_ins",
                column: "reported_at",
                filter: "volunteer_id is null and member_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_deliberation_floors_step_body_form_since",
                table: "deliberation_floors",
                columns: new[] { "step", "body", "form", "since" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_moved_communities_at",
                table: "moved_communities",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_waiting_records_kept_at",
                table: "waiting_records",
                column: "kept_at");

            migrationBuilder.CreateIndex(
                name: "ix_waiting_records_volunteer_id",
                table: "waiting_records",
                column: "volunteer_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deliberation_floors");

            migrationBuilder.DropTable(
                name: "member_floors");

            migrationBuilder.DropTable(
                name: "moved_communities");

            migrationBuilder.DropTable(
                name: "team_seats");

            migrationBuilder.DropTable(
                name: "waiting_records");

            migrationBuilder.DropCheckConstraint(
                name: "ck_teams_seats",
                table: "teams");

            migrationBuilder.DropIndex(
                name: "ix_report_ins_unrecognized",
                table: "report_ins");

            migrationBuilder.DropColumn(
                name: "most_seats",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "seats",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "community_code",
                table: "regional_items");

            migrationBuilder.DropColumn(
                name: "followed_at",
                table: "places");
        }
    }
}
