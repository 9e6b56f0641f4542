using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class DisputesOpenedIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "opened_in",
                table: "disputes",
                type: "character varying(15)",
                maxLength: 15,
                nullable: true,
                collation: "C");

            // By hand. What was moved before this column existed has the former place in its first step of the kind; figures look for places as they were.
            migrationBuilder.Sql("""
                update disputes d set opened_in = m.former from (
                  select distinct on (dispute_id) dispute_id, split_part(split_part(reason, '：', 2), ' → ', 1) as former from dispute_steps where kind = 'Move' order by dispute_id, ordinal) m
                where m.dispute_id = d.id;
                create index ix_disputes_opened_in_id on disputes (coalesce(opened_in, area), id);
                create index ix_disputes_opened_in_settled_at on disputes (coalesce(opened_in, area), settled_at) where settled_at is not null;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop index ix_disputes_opened_in_id;
                drop index ix_disputes_opened_in_settled_at;
                """);
            migrationBuilder.DropColumn(
                name: "opened_in",
                table: "disputes");
        }
    }
}
