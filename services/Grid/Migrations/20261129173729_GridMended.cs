using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations
{
    /// <inheritdoc />
    public partial class GridMended : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "findings",
                table: "dispute_steps",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "id",
                table: "dispute_steps",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<bool>(
                name: "confidential",
                table: "calls",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            // By hand: a grid that is retired is no place either, and what else is written for a place must find it there. Share, and not key share, on grids: whoever retires one changes no key.
            migrationBuilder.Sql("""
                create or replace function place_must_exist() returns trigger language plpgsql as $$
                declare gone timestamptz;
                begin
                  select retired_at into gone from divisions where code = left(new.area, 12) for key share;
                  if gone is null and length(new.area) = 15 then
                    select retired_at into gone from grids where area = new.area for share;
                  end if;
                  if gone is not null then
                    raise exception 'place % is retired', new.area using errcode = 'check_violation', constraint = 'ck_place_exists';
                  end if;
                  return new;
                end $$;
                create trigger place_must_exist before insert on supplies for each row execute function place_must_exist();
                create trigger place_must_exist before insert on emergency_plans for each row execute function place_must_exist();
                create trigger place_must_exist before insert on drills for each row execute function place_must_exist();
                create trigger place_must_exist before insert on emergencies for each row execute function place_must_exist();
                create trigger place_must_exist before insert on matter_assignments for each row execute function place_must_exist();
                create trigger place_must_exist before insert on cadres for each row execute function place_must_exist();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                create or replace function place_must_exist() returns trigger language plpgsql as $$
                declare gone timestamptz;
                begin
                  select retired_at into gone from divisions where code = left(new.area, 12) for key share;
                  if gone is not null then
                    raise exception 'place % is retired', new.area using errcode = 'check_violation', constraint = 'ck_place_exists';
                  end if;
                  return new;
                end $$;
                drop trigger place_must_exist on supplies;
                drop trigger place_must_exist on emergency_plans;
                drop trigger place_must_exist on drills;
                drop trigger place_must_exist on emergencies;
                drop trigger place_must_exist on matter_assignments;
                drop trigger place_must_exist on cadres;
                """);

            migrationBuilder.DropColumn(
                name: "findings",
                table: "dispute_steps");

            migrationBuilder.DropColumn(
                name: "id",
                table: "dispute_steps");

            migrationBuilder.DropColumn(
                name: "confidential",
                table: "calls");
        }
    }
}
