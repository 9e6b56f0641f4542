using System.Diagnostics;
using System.Text.Json;
using Governance.Events;
using Governance.Servers;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using RabbitMQ.Client;

namespace Governance.Harness;

/// <summary>
/// A real service on real ports with a database and a clock of its own; one for each test class . Callers speak to it
/// with real tokens over real HTTP/2. The broker is down, unless <see cref="BrokerAsync"/> says otherwise.
/// </summary>
public abstract class ServiceApp<TProgram, TCaller>(ServiceServers servers) : IAsyncLifetime where TProgram : class where TCaller : ServiceCaller
{
    private readonly List<Replica> replicas = [];
    private string database = "";
    private string? broker;
    private NpgsqlDataSource source = null!;
    private int people;

    /// <summary>Wednesday, 2026-03-04, 09:00 in Sichuan. Moves only when a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 1, 0, 0, TimeSpan.Zero));

    /// <summary>Base address of Http1: health, OpenAPI.</summary>
    public Uri Http => replicas[0].Http;

    /// <summary>Base address of Http2: gRPC and JSON.</summary>
    public Uri Grpc => replicas[0].Grpc;

    /// <summary>Connection string of this app's database.</summary>
    public string Database => database;

    public virtual async ValueTask InitializeAsync()
    {
        broker = await BrokerAsync();
        database = await servers.NewDatabaseAsync();
        source = NpgsqlDataSource.Create(database + ";Application Name=test");
        StartReplica();
    }

    /// <summary>Starts one more instance of the service on the same database, broker and clock.</summary>
    public void StartReplica() => replicas.Add(Replica.Start<TProgram>(new(servers.Settings(database, broker).Concat(OwnSettings)), Clock));

    /// <summary>Somebody with one role (or several, by commas) in some areas (by commas). Each call is another person unless a subject is given.</summary>
    public TCaller As(string role, string areas = "", string? unit = null, string? subject = null, int replica = 0) =>
        NewCaller(replicas[replica], servers.Tokens.Create(subject ?? $"{role}-{Interlocked.Increment(ref people)}", Split(role), Split(areas), unit, name: "测试"));

    /// <summary>A partner agency's client with some scopes (by blanks).</summary>
    public TCaller AsPartner(string scopes, string areas = "", string? unit = null, string clientId = "partner") =>
        NewCaller(replicas[0], servers.Tokens.Create(clientId, [], Split(areas), unit, clientId, scopes.Split(' '), agency: "sample"));

    /// <summary>The token of a partner agency's client, for a while.</summary>
    public string PartnerToken(string scopes, string areas, string clientId, TimeSpan expiresIn) =>
        servers.Tokens.Create(clientId, [], Split(areas), clientId: clientId, scopes: scopes.Split(' '), agency: "sample", expiresIn: expiresIn);

    /// <summary>What this client may do less than its scopes say, from now on: <c>("Methods:0", "Feed/Read")</c> and so on.</summary>
    public void SetRights(string clientId, params IEnumerable<(string Key, string Value)> rights) => replicas[0].Configure(rights.Select(r => ($"Access:Clients:{clientId}:{r.Key}", r.Value)));

    /// <summary>Somebody with a role, or a partner with a scope (written <c>scope/NAME</c>).</summary>
    public TCaller WithRole(string role, string areas, string? unit = null, string subject = "somebody") =>
        role.StartsWith("scope/", StringComparison.Ordinal) ? AsPartner(role[6..], areas, unit, subject) : As(role, areas, unit, subject);

    /// <summary>Whoever holds this token; null = nobody.</summary>
    public TCaller WithToken(string? token) => NewCaller(replicas[0], token);

    public TCaller AsNobody() => WithToken(null);

    /// <summary>A token of one role for a while.</summary>
    public string Token(string role, string areas, TimeSpan expiresIn) => servers.Tokens.Create(role, [role], Split(areas), expiresIn: expiresIn);

    /// <summary>An operator of the province whose token is no good: <c>none</c>, <c>expired</c>, signed by a <c>stranger</c>, for another <c>audience</c>, of another <c>type</c>, or just text.</summary>
    public TCaller WithBadToken(string kind)
    {
        string Token(string audience = TestTokens.Audience, TimeSpan? expiresIn = null, bool signedByStranger = false, string type = "at+jwt") =>
            servers.Tokens.Create("operator", ["province-operator"], ["51"], audience: audience, expiresIn: expiresIn, signedByStranger: signedByStranger, type: type);
        return WithToken(kind switch
        {
            "none" => null,
            "expired" => Token(expiresIn: TimeSpan.FromHours(-1)),
            "stranger" => Token(signedByStranger: true),
            "audience" => Token(audience: "another-system"),
            "type" => Token(type: "id+jwt"),
            _ => kind,
        });
    }

    /// <summary>The first value of the first row; parameters are $1, $2 …</summary>
    public async Task<T> Query<T>(string sql, params object[] parameters) => (await QueryAll<T>(sql, parameters)) is [var first, ..] ? first : default!;

    /// <summary>The first column of every row.</summary>
    public async Task<List<T>> QueryAll<T>(string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(await reader.IsDBNullAsync(0) ? default! : await reader.GetFieldValueAsync<T>(0));
        return rows;
    }

    /// <summary>
    /// From now on the database notes which columns that hold a place are written by an update, whether it finds rows or not: what moves with a reorganisation can be told apart from what was forgotten,
    /// without a row in every table.
    /// </summary>
    public async Task WatchPlacesAsync() => await QueryAll<int>($"""
        do $do$
        declare r record;
        begin
          create table touched_places (table_name text, column_name text);
          create function touch_place() returns trigger language plpgsql as $f$ begin insert into touched_places values (tg_argv[0], tg_argv[1]); return null; end $f$;
          for r in {Places} loop
            execute format('create trigger zz_touch_%s after update of %I on %I for each statement execute function touch_place(%L, %L)', r.column_name, r.column_name, r.table_name, r.table_name, r.column_name);
          end loop;
        end $do$
        """);

    /// <summary>Columns that hold a place, <c>table.column</c>, and were not written since <see cref="WatchPlacesAsync"/>.</summary>
    public Task<List<string>> UntouchedPlacesAsync() => QueryAll<string>($"select table_name || '.' || column_name from ({Places}) p where not exists (select from touched_places t where (t.table_name, t.column_name) = (p.table_name, p.column_name)) order by 1");

    /// <summary>Every table with a place, and a digest of its rows, but the log and the trail: what is delivered twice must leave it as it is.</summary>
    public async Task<List<string>> DigestOfPlacesAsync()
    {
        var digests = new List<string>();
        foreach (var table in (await QueryAll<string>($"select distinct table_name from ({Places}) p where table_name not in ('events', 'audit') order by 1")))
        {
            digests.Add($"{table} {await Query<string>($"select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t")}");
        }
        return digests;
    }

    /// <summary>Columns that hold a place and that nothing guards: no row may be written under a code that is retired, or it is stranded there. Named as in <see cref="UntouchedPlacesAsync"/>, but area is the table's own.</summary>
    public Task<List<string>> UnguardedPlacesAsync() => QueryAll<string>($"""
        select u.name from (select p.table_name || case p.column_name when 'area' then '' else '.' || p.column_name end as name from ({Places}) p join pg_attribute a on a.attrelid = p.table_name::regclass and a.attname = p.column_name
        where p.table_name not in ('events', 'audit') and not exists (select from pg_trigger t where t.tgrelid = a.attrelid and t.tgname like 'place_must_stand%' and a.attnum = any (t.tgattr))) u
        order by u.name collate "C"
        """);

    // As Foundation's PlaceColumns.Named: what that does not name is found unguarded.
    private const string Places = """
        select c.table_name::text, c.column_name::text from information_schema.columns c join pg_class k on k.relname = c.table_name and k.relnamespace = 'public'::regnamespace
        where c.table_schema = 'public' and k.relkind in ('r', 'p') and not k.relispartition and c.data_type in ('text', 'character varying') and c.column_name ~ '^(.*_)?(area|community|place|division_code|place_code|community_code|grid_code)$'
        """;

    /// <summary>Payloads of the events of one type, e.g. <c>governance.grid.v1.GridChanged</c>, in the order in which they were written.</summary>
    public Task<List<string>> Events(string type) => QueryAll<string>("select payload::text from events where type = $1 order by position", type);

    /// <summary>Another service's event, as its relay would send it; waits until the service listens. Needs a broker.</summary>
    /// <param name="happened">The event's record.</param>
    /// <param name="id">Its id, to send it twice; null = a new one.</param>
    public async Task PublishAsync(object happened, Guid? id = null)
    {
        await Outcomes.EventuallyAsync($"{Servers.Service} listens for {happened.GetType().Name}", async () =>
        {
            await using var connection = await new ConnectionFactory { Uri = new Uri(broker!) }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            try { return (await channel.QueueDeclarePassiveAsync($"governance.{Servers.Service}.On{happened.GetType().Name}")).ConsumerCount; }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return 0u; }
        }, consumers => consumers > 0);
        await using var publishing = await new ConnectionFactory { Uri = new Uri(broker!) }.CreateConnectionAsync();
        await using var to = await publishing.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var key = (id ?? Guid.CreateVersion7(TimeProvider.System.GetUtcNow())).ToString();
        var type = EventFormat.NameOf(happened.GetType());
        await to.BasicPublishAsync(type, "", mandatory: true, new BasicProperties { MessageId = key, ContentType = "application/json", Type = type, Headers = new Dictionary<string, object?> { ["ce-id"] = key, ["ce-type"] = type } },
            JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), EventFormat.Json));
    }

    /// <summary>Runs the service's binary with a command, as an operator would, and gives its exit code and what it printed.</summary>
    public Task<(int Exit, string Output)> RunCommandAsync(params string[] arguments) => RunCommandAsync([], arguments);

    /// <summary>The same with settings of its own.</summary>
    public async Task<(int Exit, string Output)> RunCommandAsync(Dictionary<string, string?> own, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TProgram).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (key, value) in servers.Settings(database, broker).Concat(own)) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var replica in replicas) await replica.DisposeAsync();
        if (source is not null)
        {
            await MustHoldTheirWordsAsync();
            await source.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Of all that the tests of a class have brought about: a word that its event does not declare was renamed in the service, or is new and has to be declared. Looked at when the app ends.</summary>
    public async Task MustHoldTheirWordsAsync()
    {
        var declared = typeof(EventFormat).Assembly.GetExportedTypes().Where(t => t.Namespace?.Split('.').Length == 4).SelectMany(t => WordsAttribute.Of(t).Select(w => (Type: EventFormat.NameOf(t), Property: w.Key, Words: w.Value))).ToList();
        var said = await QueryAll<string>("""
            select distinct concat_ws(' ', e.type, w.property, word)
            from (select type, payload::text::jsonb as payload from events) e join unnest($1, $2) w(type, property) on w.type = e.type and e.payload ? w.property
            cross join lateral jsonb_array_elements_text(case jsonb_typeof(e.payload -> w.property) when 'array' then e.payload -> w.property else jsonb_build_array(e.payload -> w.property) end) word
            """, declared.Select(d => d.Type).ToArray(), declared.Select(d => d.Property).ToArray());
        var unknown = said.Except(declared.SelectMany(d => d.Words.Select(w => $"{d.Type} {d.Property} {w}"))).ToList();
        if (unknown.Count > 0) Assert.Fail($"Said, and not declared by [Words]: {string.Join(", ", unknown)}");
    }

    /// <summary>The caller of a test, with the typed clients of this service.</summary>
    protected abstract TCaller NewCaller(Replica replica, string? token);

    /// <summary>Address of a running broker, or null: the broker is down.</summary>
    protected virtual Task<string?> BrokerAsync() => Task.FromResult<string?>(null);

    /// <summary>What this app is told beyond the servers' addresses.</summary>
    protected virtual Dictionary<string, string?> OwnSettings => [];

    protected ServiceServers Servers => servers;

    protected static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
