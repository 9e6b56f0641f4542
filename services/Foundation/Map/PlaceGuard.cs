using Governance.Messaging;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Governance.Map;

/// <summary>
/// No row is written under a code that has been retired, however old the map in memory was that the command was checked against. A trigger on every column of the model that holds a place
/// (<see cref="PlaceColumns"/>), put there by <c>migrate</c>, so that a new table has it too. Grid has its own (place_must_exist): it is where communities are retired.
/// </summary>
internal static class PlaceGuard
{
    /// <summary>First key of the advisory locks, one a county: writers share it, who reorganises has it alone.</summary>
    public const int Lock = 7423020;

    /// <summary>Each may be repeated, and locks one table at most, and that only when it is not as it should be.</summary>
    public static IEnumerable<string> Statements(IModel model, IReadOnlyCollection<string> facts)
    {
        var (places, exempt) = (PlaceColumns.Of(model), facts.Select(PlaceColumn.Parse).ToList());
        if (exempt.Except(places).FirstOrDefault() is { } unknown) throw new InvalidOperationException($"{unknown.Table}.{unknown.Column} is no column that holds a place");
        foreach (var column in places.Select(p => p.Column).Append("area").Distinct()) yield return Function(column);
        foreach (var place in places.Except(exempt)) yield return $$"""
            do $do$ begin
              if not {{There(place)}} then
                create trigger {{Name(place.Column)}} before insert or update of {{place.Column}} on {{place.Table}} for each row execute function {{Name(place.Column)}}();
              end if;
            end $do$
            """;
        foreach (var place in exempt) yield return $"do $do$ begin if {There(place)} then drop trigger {Name(place.Column)} on {place.Table}; end if; end $do$";
    }

    // The lock first: whoever waited for it then reads what was committed meanwhile. By county, so that a large import holds few, and one county's reorganisation stops no other. Foreign keys on divisions,
    // as in Grid, were rejected: a row lock is a write to the division's page for every row of every table. One trigger a statement, over all its rows, was rejected too: 1 µs a row of a large import instead
    // of 6, but 11 for each that is written alone, which nearly all are, and the county would be asked for after the rows. A function for each name of a column, since a row's column cannot be named by a
    // parameter at that speed. With the schema's name: who restores a table has no search_path.
    private static string Function(string column) => $$"""
        do $do$ begin
          execute format($f$
            create or replace function {{Name(column)}}() returns trigger language plpgsql as $body$
            begin
              if length(new.{{column}}) in (12, 15) then
                perform pg_advisory_xact_lock_shared({{Lock}}, hashtext(left(new.{{column}}, 6)));
                if exists (select from %1$I.moved_communities m where m.former in (new.{{column}}, left(new.{{column}}, 12))
                    and not exists (select from %1$I.moved_communities n where n.successor = m.former and n.at >= m.at)) then
                  raise exception 'place %% has moved', new.{{column}} using errcode = 'check_violation', constraint = '{{GovernanceDb.PlaceStands}}',
                    hint = (select m.successor from %1$I.moved_communities m where m.former in (new.{{column}}, left(new.{{column}}, 12)) order by length(m.former) desc, m.at desc limit 1);
                end if;
              end if;
              return new;
            end $body$ $f$, current_schema());
        end $do$
        """;

    private static string There(PlaceColumn place) => $"exists (select from pg_trigger where tgrelid = '{place.Table}'::regclass and tgname = '{Name(place.Column)}')";

    private static string Name(string column) => column == "area" ? "place_must_stand" : "place_must_stand_" + column;
}
