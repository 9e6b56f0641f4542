using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class MendPersons : Migration
    {
        /// <summary>
        /// A team is theirs who are filed, or whom the office entered: of several that live whoever was filed first has it, the others claim it. Milestones that were reached were reported by whoever is known to have
        /// reported of their residency; what was accepted, by whoever the trail names last. Residencies that run are told of when they are due.
        /// </summary>
        public const string Known = """
            update organizations o set team_confirmed = true, version = o.version + 1 from (
              select id, ended_on is null as lives, row_number() over (partition by team_id, ended_on is null order by coalesce(filed_on, registered_on) nulls last, id) as place
              from organizations where team_id is not null and (filed_on is not null or registered_on is not null or owner is null)) c where c.id = o.id and (c.place = 1 or not c.lives);
            update residency_stages s set reported_by = (select array_agg(case when reached is null then '' else r.reported_by end order by n) from unnest(s.reached) with ordinality as m (reached, n))
              from residencies r where r.id = s.residency_id and cardinality(s.reached) > 0;
            update residencies set remind_on = ends_on - 30, version = version + 1 where state = 2;
            update contract_milestones m set accepted_by = (select t.by from contracts c join procurement_steps t on t.tender_id = c.tender_id where c.id = m.contract_id and t.kind = 7 and t.milestone = m.number order by t.number desc limit 1)
              where m.state = 3 and exists (select from contracts c join procurement_steps t on t.tender_id = c.tender_id where c.id = m.contract_id and t.kind = 7 and t.milestone = m.number);
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "reported_by",
                table: "residency_stages",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<bool>(
                name: "overdue",
                table: "residencies",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "remind_on",
                table: "residencies",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "team_confirmed",
                table: "organizations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "accepted_by",
                table: "contract_milestones",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(Known);

            migrationBuilder.CreateIndex(
                name: "ix_residencies_ends_on",
                table: "residencies",
                column: "ends_on",
                filter: "ended_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_residencies_remind_on",
                table: "residencies",
                column: "remind_on",
                filter: "remind_on is not null");

            migrationBuilder.CreateIndex(
                name: "ux_organizations_team_id",
                table: "organizations",
                column: "team_id",
                unique: true,
                filter: "team_confirmed and team_id is not null and ended_on is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_residencies_ends_on",
                table: "residencies");

            migrationBuilder.DropIndex(
                name: "ix_residencies_remind_on",
                table: "residencies");

            migrationBuilder.DropIndex(
                name: "ux_organizations_team_id",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "reported_by",
                table: "residency_stages");

            migrationBuilder.DropColumn(
                name: "overdue",
                table: "residencies");

            migrationBuilder.DropColumn(
                name: "remind_on",
                table: "residencies");

            migrationBuilder.DropColumn(
                name: "team_confirmed",
                table: "organizations");

            migrationBuilder.DropColumn(
                name: "accepted_by",
                table: "contract_milestones");
        }
    }
}
