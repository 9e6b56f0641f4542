namespace Governance.Access;

/// <summary>
/// The database's own last line: who serves reads and writes rows, and can neither change a table nor switch off what guards it. Migrations act as the owner and, told by <c>governance.serving</c> in the
/// connection's options who serves, give that role its rights, each time anew. Without it owner and server are one, as on a developer's machine. Executed at the end of every <c>migrate</c>.
/// </summary>
public static class ServingRole
{
    /// <summary>Executed by the owner; without <c>governance.serving</c> it grants nothing.</summary>
    public const string Grants = """
        do $$ declare serving text := nullif(current_setting('governance.serving', true), ''); place text := current_schema(); made regprocedure; begin
          -- Partitions are made and dropped while serving: by functions that do just that, as the owner.
          for made in select oid::regprocedure from pg_proc where pronamespace = place::regnamespace and proowner = to_regrole(quote_ident(current_user)) and prosrc ~* '\m(create|drop) table\M' loop
            execute format('alter function %s security definer set search_path = %I, pg_temp', made, place);
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
