namespace Governance.Access;

/// <summary>
/// The database's own last line: who serves reads and writes rows, and can neither change a table nor switch off what guards it. Migrations act as the owner and, told by <c>governance.serving</c> in the
/// connection's options who serves, give that role its rights, each time anew. Without it owner and server are one, as on a developer's machine. Executed at the end of every <c>migrate</c>.
/// </summary>
public static class ServingRole
{
    /// <summary>Executed by the owner; without <c>governance.serving</c> it grants nothing.</summary>
    /// <param name="ownersFunctions">
    /// With their arguments, as <c>ensure_month(date)</c>: what makes and drops partitions while serving, as the owner. Whoever serves may call them, and nobody else. A list, not whatever looks like
    /// it: each is a way round all the rest, and has to look for itself at what it is asked for.
    /// </param>
    public static string Grants(params IEnumerable<string> ownersFunctions) => $$"""
        do $$ declare serving text := nullif(current_setting('governance.serving', true), ''); place text := current_schema(); made regprocedure; begin
          foreach made in array array[{{string.Join(", ", ownersFunctions.Select(f => $"'{f}'"))}}]::regprocedure[] loop
            execute format('alter function %s security definer set search_path = %I, pg_temp', made, place);
            execute format('revoke execute on function %s from public', made);
            if serving is not null then execute format('grant execute on function %s to %I', made, serving); end if;
          end loop;
          if serving is null then return; end if;
          execute format('grant usage on schema %I to %I', place, serving);
          execute format('grant select, insert, update, delete on all tables in schema %I to %I', place, serving);
          execute format('grant usage, select on all sequences in schema %I to %I', place, serving);
          -- And on the partitions of the months to come.
          execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to %I', place, serving);
          execute format('alter default privileges in schema %I grant usage, select on sequences to %I', place, serving);
        end $$;
        """;
}

/// <summary>A service's own functions that act as the owner, beside those of Foundation; a singleton.</summary>
/// <param name="Names">As <see cref="ServingRole.Grants"/> wants them.</param>
public sealed record OwnersFunctions(params string[] Names);
