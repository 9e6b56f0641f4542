using Governance.Access;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Governance.Map;

/// <summary>
/// No row is written under a code that has been retired, however old the map in memory was that the command was checked against. A trigger on every table of the model that belongs to areas, put there by
/// <c>migrate</c>, so that a new table has it too. Grid has its own (place_must_exist): it is where communities are retired.
/// </summary>
internal static class PlaceGuard
{
    /// <summary>First key of the advisory locks, one a county: writers share it, who reorganises has it alone.</summary>
    public const int Lock = 7423020;

    // The lock first: whoever waited for it then reads what was committed meanwhile. By county, so that a large import holds few, and one county's reorganisation stops no other. Foreign keys on divisions,
    // as in Grid, were rejected: a row lock is a write to the division's page for every row of every table.
    private static readonly string Function = $$"""
        create or replace function place_must_stand() returns trigger language plpgsql as $$
        begin
          if length(new.area) in (12, 15) then
            perform pg_advisory_xact_lock_shared({{Lock}}, hashtext(left(new.area, 6)));
            if exists (select from moved_communities m where m.former in (new.area, left(new.area, 12)) and not exists (select from moved_communities n where n.successor = m.former and n.at >= m.at)) then
              raise exception 'place % has moved', new.area using errcode = 'check_violation', constraint = '{{GovernanceDb.PlaceStands}}';
            end if;
          end if;
          return new;
        end $$;

        """;

    public static string Sql(IModel model, IReadOnlyCollection<string> facts)
    {
        var tables = model.GetEntityTypes().Where(e => typeof(IAreaScoped).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).Distinct().ToList();
        if (facts.Except(tables).FirstOrDefault() is { } unknown) throw new InvalidOperationException($"{unknown} is no table that belongs to areas");
        return Function + $$"""
            do $do$ declare t text; begin
              foreach t in array array[{{List(tables.Except(facts))}}]::text[] loop
                if not exists (select from pg_trigger where tgrelid = t::regclass and tgname = 'place_must_stand') then
                  execute format('create trigger place_must_stand before insert or update of area on %I for each row execute function place_must_stand()', t);
                end if;
              end loop;
              foreach t in array array[{{List(facts)}}]::text[] loop
                execute format('drop trigger if exists place_must_stand on %I', t);
              end loop;
            end $do$;
            """;
    }

    private static string List(IEnumerable<string> tables) => string.Join(", ", tables.Order(StringComparer.Ordinal).Select(t => $"'{t}'"));
}
