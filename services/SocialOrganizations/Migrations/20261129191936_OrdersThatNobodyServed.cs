using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.SocialOrganizations.Migrations
{
    /// <inheritdoc />
    public partial class OrdersThatNobodyServed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders");

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders",
                columns: new[] { "ends_at", "id" },
                filter: "state in (1, 2)");

            // By hand: EF knows no triggers. Also a release (4) may go on to another purpose: that of a drive which was closed since.
            migrationBuilder.Sql("""
                create or replace function fund_entries_balanced() returns trigger language plpgsql as $$
                declare entry uuid := coalesce(to_jsonb(new) ->> 'entry_id', to_jsonb(new) ->> 'id')::uuid;
                begin
                  if (select count(*) < 2 or count(*) filter (where a.fund_id <> e.fund_id) > 0 or (count(distinct coalesce(a.earmark_id, e.fund_id)) > 1 and e.kind not in (4, 7, 8))
                      from fund_entries e left join fund_legs l on l.entry_id = e.id left join fund_accounts a on a.id = l.account_id where e.id = entry group by e.id)
                    or exists (select from fund_legs l join fund_accounts a on a.id = l.account_id where l.entry_id = entry group by a.earmark_id having sum(l.amount_fen) <> 0) then
                    raise exception 'entry % is no double entry', entry using errcode = 'check_violation', constraint = 'ck_fund_entries_balanced';
                  end if;
                  return null;
                end $$;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders");

            migrationBuilder.CreateIndex(
                name: "ix_service_orders_lapsing",
                table: "service_orders",
                columns: new[] { "ends_at", "id" },
                filter: "state = 1");
        }
    }
}
