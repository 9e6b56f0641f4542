using Npgsql;

namespace Governance.Messaging;

/// <summary>
/// Creates and upgrades the tables of Foundation in a service's database, as part of <c>migrate</c>. Idempotent. Plain SQL, because EF's migrations know
/// neither partitions nor xid8.
/// </summary>
internal static class FoundationSchema
{
    /// <summary>Functions that make and drop partitions while serving, as the owner.</summary>
    public static IReadOnlyList<string> OwnersFunctions { get; } = ["ensure_partitions(integer)", "drop_month(text)"];

    /// <summary>
    /// Executed when the service's tables and triggers are there: a trigger finds the tables it names whoever writes, also pg_restore, which has no search_path. The guard of places names its own with their
    /// schema, and is spared the microsecond that a setting costs at each call.
    /// </summary>
    public const string TriggersFindTheirTables = """
        do $$ declare f regprocedure; begin
          for f in select oid from pg_proc where pronamespace = current_schema()::regnamespace and prorettype = 'trigger'::regtype and proconfig is null and proname !~ '^place_must_stand' and proowner = to_regrole(quote_ident(current_user)) loop
            execute format('alter function %s set search_path = %I, pg_temp', f, current_schema());
          end loop;
        end $$;
        """;

    public static async Task ApplyAsync(NpgsqlConnection connection, MessagingOptions options, CancellationToken cancel)
    {
        // In one transaction, as PostgreSQL has it for what is sent at once: whoever serves meanwhile finds each function as it was or as it will be.
        await using var command = new NpgsqlCommand(Sql.Replace("@events", Text(options.EventRetention), StringComparison.Ordinal).Replace("@inbox", Text(options.InboxRetention), StringComparison.Ordinal), connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What was built beside writers (<see cref="BesideWriters"/>) or by hand, and cut off: it costs every write and serves no read.</summary>
    public const string BrokenIndexes = """
        select string_agg(format('drop index concurrently %I;', c.relname), ' ' order by c.relname) from pg_index i join pg_class c on c.oid = i.indexrelid
        where not i.indisvalid and c.relkind = 'i' and c.relnamespace = current_schema()::regnamespace
        """;

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    // Whether something is there the catalogue is asked, not "if not exists": that one locks the table first, and a migration that changes nothing would stop whoever writes there.
    //
    // events has no primary key: its only reader goes by (lane, xid, position), ids are unique by construction, and every further index is paid by
    // each command. inbox is partitioned by event id, a UUIDv7, so that its key can be unique over all months.
    private const string Sql = """
        -- Transaction ids as the log counts them, and the oldest that is still open. An event's is the greater of its transaction's own and of the latest that has ended:
        -- a transaction that got its id early, by a lock, and then read what a younger one had committed must not sort before it. Being greater than the own one only
        -- makes the event visible later, never too early. The constant is for a database that was restored into another cluster; see the end.
        create table if not exists event_log (ahead bigint not null);
        insert into event_log select 0 where not exists (select from event_log);
        create or replace function count_log_on(by bigint) returns void language plpgsql as $$ declare ahead bigint; begin
          update event_log l set ahead = l.ahead + by returning l.ahead into ahead;
          execute format($f$create or replace function event_xid() returns xid8 language sql stable as
            'select (greatest(pg_current_xact_id()::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1) + %s)::text::xid8'$f$, ahead);
          execute format($f$create or replace function event_horizon() returns xid8 language sql stable as
            'select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + %s)::text::xid8'$f$, ahead);
        end $$;
        select count_log_on(0);

        create table if not exists events (
          id uuid not null, position bigint generated always as identity, xid xid8 not null default event_xid(),
          recorded_at timestamptz not null default clock_timestamp(), lane smallint not null, type text not null, aggregate_id uuid not null, sequence int not null,
          area text collate "C" not null, occurred_at timestamptz not null, payload json not null, trace_parent text
        ) partition by range (recorded_at);
        do $$ begin
          if exists (select from pg_attrdef where adrelid = 'events'::regclass and pg_get_expr(adbin, adrelid) = 'pg_current_xact_id()') then
            alter table events alter column xid set default event_xid();
          end if;
        end $$;

        create table if not exists inbox (
          event_id uuid not null, consumer text not null, at timestamptz not null, primary key (event_id, consumer)
        ) partition by range (event_id);

        create table if not exists audit (
          id uuid not null, recorded_at timestamptz not null, at timestamptz not null, subject text not null, client_id text, action text not null,
          aggregate_id uuid, area text collate "C", purpose text, request_id uuid, trace_id text
        ) partition by range (recorded_at);
        do $$ begin
          if not exists (select from pg_attribute where attrelid = 'audit'::regclass and attname = 'refused' and not attisdropped) then
            alter table audit add column refused text;
          end if;
        end $$;

        -- What was done and seen can be added to, not rewritten, not even by the service itself. By row, since only such triggers reach the partitions; a month that has
        -- outlived its retention goes as a whole table.
        create or replace function insert_only() returns trigger language plpgsql as
          $$ begin raise exception '% is insert-only', tg_table_name using errcode = 'insufficient_privilege'; end $$;
        do $$ declare t text; begin
          foreach t in array array['events', 'audit'] loop
            if not exists (select from pg_trigger where tgrelid = t::regclass and tgname = 'insert_only') then
              execute format('create trigger insert_only before update or delete on %I for each row execute function insert_only()', t);
            end if;
          end loop;
        end $$;

        create table if not exists requests (
          caller text not null, request_id uuid not null, payload_hash bigint not null, reply bytea not null, at timestamptz not null,
          constraint pk_requests primary key (caller, request_id)
        );

        do $$ declare made text; rows_of text; begin
          for made, rows_of in values ('ix_events_lane_xid_position', 'events (lane, xid, position)'), ('ix_audit_recorded_at', 'audit using brin (recorded_at)'), ('ix_requests_at', 'requests using brin (at)') loop
            if to_regclass(made) is null then execute format('create index %I on %s', made, rows_of); end if;
          end loop;
        end $$;

        create table if not exists relay_lanes (
          lane smallint primary key, cursor_xid xid8 not null default '0', cursor_position bigint not null default 0,
          cursor_at timestamptz not null default now(), holder uuid, lease_until timestamptz not null default '-infinity'
        );
        create table if not exists relay_instances (id uuid primary key, seen_at timestamptz not null);
        insert into relay_lanes (lane) select generate_series(0, 7) on conflict do nothing;

        -- When the broker was found without the stream that had been relayed to, and when what may have been lost with it was sent again.
        create table if not exists broker_losses (found_at timestamptz primary key, resent_at timestamptz);

        create or replace function uuid7_floor(t timestamptz) returns uuid language sql immutable strict as
          $$ select (lpad(to_hex((extract(epoch from t) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

        -- Tables in monthly partitions; inbox by the time in its event id, the others by a time column.
        create table if not exists partitioned_tables (name text primary key, by_id boolean not null);

        -- Partitions of this month and the given number of months ahead. The default partitions are the net: a row is never refused for want of one.
        -- As the owner, from the first moment on, and with the path of this schema alone: see ServingRole, which says who may.
        select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', false);
        create or replace function ensure_partitions(months int) returns void language plpgsql security definer set search_path from current as $$
        declare t record; first timestamptz; part text;
        begin
          for t in select name, by_id from partitioned_tables loop
            execute format('create table if not exists %I partition of %I default', t.name || '_default', t.name);
            for i in 0 .. months loop
              first := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + make_interval(months => i);
              part := t.name || '_' || to_char(first at time zone 'UTC', 'YYYY_MM');
              begin
                if t.by_id then
                  execute format('create table if not exists %I partition of %I for values from (%L) to (%L)', part, t.name, uuid7_floor(first), uuid7_floor(first + interval '1 month'));
                else
                  execute format('create table if not exists %I partition of %I for values from (%L) to (%L)', part, t.name, first, first + interval '1 month');
                end if;
              exception when check_violation then null;   -- the default partition already holds rows of that month: they stay there
              end;
            end loop;
          end loop;
        end $$;

        -- The end of a month that has been kept as long as the configuration of this migration says, and of which every event was relayed: so it is whoever asks, since who serves may call it with any
        -- name. Of the trail none goes this way.
        create or replace function drop_month(part text) returns void language plpgsql security definer set search_path from current as $$
        declare parent text; waits boolean; begin
          select p.relname into parent from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
            where p.relname in ('events', 'inbox') and p.relnamespace = current_schema()::regnamespace and c.relname = part and part ~ '_\d{4}_\d{2}$'
              and to_date(right(part, 7), 'YYYY_MM') + interval '1 month' <= now() - case p.relname when 'events' then interval @events else interval @inbox end;
          if not found then raise exception '% is no month that has outlived its retention', part using errcode = 'insufficient_privilege'; end if;
          if parent = 'events' then
            execute format('select exists (select from relay_lanes l where exists (select from %I e where e.lane = l.lane and (e.xid, e.position) > (l.cursor_xid, l.cursor_position)))', part) into waits;
            if waits then raise exception '% holds events that were never relayed', part using errcode = 'object_in_use'; end if;
          end if;
          execute format('drop table %I', part);
        end $$;

        -- For a service's own tables, in its migration, after "create table … partition by range (a time)".
        create or replace function partition_by_month(t text) returns void language sql as
          $$ insert into partitioned_tables values (t, false) on conflict do nothing; select ensure_partitions(2) $$;

        reset search_path;

        insert into partitioned_tables values ('events', false), ('inbox', true), ('audit', false) on conflict do nothing;
        set time zone 'UTC';
        select ensure_partitions(2);

        -- A dump restored into another cluster meets transaction ids smaller than those in the log: new events would sort before the cursors and never be relayed.
        -- From then on the log counts further by a constant, and positions that readers keep stay good.
        do $$ declare last bigint; begin
          select max(x::text::bigint) into last from (
            select cursor_xid from relay_lanes
            union all select e.xid from generate_series(0, 7) l(lane) cross join lateral (select xid from events where lane = l.lane order by xid desc, position desc limit 1) e) as seen(x);
          if last > event_xid()::text::bigint then
            perform count_log_on(last - event_xid()::text::bigint + 1);
            raise notice 'the event log counts on from transaction %', last;
          end if;
        end $$;

        -- JIT compiles for a second what then runs for a millisecond, since plans over many partitions look expensive. A session that forgets its transaction
        -- would hold back the relay (it reads below the oldest open transaction) and, after a day, hide its own events from it.
        do $$ begin
          execute format('alter database %I set jit = off', current_database());
          execute format('alter database %I set idle_in_transaction_session_timeout = %L', current_database(), '10min');
        exception when insufficient_privilege then raise warning 'set jit = off and idle_in_transaction_session_timeout = 10min for this database as its owner';
        end $$;
        """;
}
