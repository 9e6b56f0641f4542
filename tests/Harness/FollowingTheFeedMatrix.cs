using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Governance.Common.V1;
using Grpc.Core;
using Npgsql;
using static Governance.Harness.Outcomes;

namespace Governance.Harness;

/// <summary>What every service's feed guarantees. Each service's tests derive one class, say what happens there, and fold it.</summary>
/// <param name="app">The running service.</param>
/// <param name="service">Its name, e.g. <c>grid</c>.</param>
public abstract class FollowingTheFeedMatrix<TProgram, TCaller>(ServiceApp<TProgram, TCaller> app, string service) where TProgram : class where TCaller : ServiceCaller
{
    /// <summary>Does something in this community that raises at least one event there.</summary>
    protected abstract Task StirAsync(string community);

    /// <summary>The life of many things, in several places: every event that the fold knows.</summary>
    protected abstract Task LiveAsync();

    /// <summary>Applies an event to what is known of each thing: where it is and how it stands.</summary>
    protected abstract void Fold(Dictionary<string, Folded> things, string type, string subject, JsonElement happened);

    /// <summary>The same out of the database: <c>area/state</c> or however <see cref="Folded"/> prints, with its count.</summary>
    protected abstract string CountInDatabase { get; }

    [Fact]
    public async Task Folded_it_is_the_database()
    {
        await LiveAsync();
        var (things, items) = (new Dictionary<string, Folded>(), await Reader().ReadFeedAsync(service));
        foreach (var e in items.Events())
        {
            using var happened = JsonDocument.Parse(e.Json);
            Fold(things, e.Type[(e.Type.LastIndexOf('.') + 1)..], e.Subject, happened.RootElement);
        }
        var counted = things.Values.CountBy(t => t).Select(c => $"{c.Key.Area} {c.Key.State} {c.Value}").Order(StringComparer.Ordinal).ToList();
        Assert.InRange(counted.Count, 3, 10_000);
        Assert.Equal((await app.QueryAll<string>(CountInDatabase)).Order(StringComparer.Ordinal), counted);
    }

    [Fact]
    public async Task After_a_broken_connection_it_goes_on_without_gap_or_double()
    {
        for (var n = 0; n < 3; n++) await StirAsync(SmallMap.Community);
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () => { for (var n = 0; n < 12 && !stop.IsCancellationRequested; n++) await StirAsync(n % 2 == 0 ? SmallMap.Community : SmallMap.NextCounty); });
        var (seen, token) = (new List<FeedEvent>(), "");
        // Broken off again and again, in the middle of whatever is under way, while others write.
        for (var n = 1; !writing.IsCompleted || n < 8; n++)
        {
            var items = await Reader().ReadFeedAsync(service, new() { ResumeToken = token, UntilNow = true }, got => got.Count >= n % 5 + 2);
            seen.AddRange(items.Events());
            token = items[^1].ResumeToken;
        }
        await writing;
        seen.AddRange((await Reader().ReadFeedAsync(service, new() { ResumeToken = token })).Events());
        var logged = await app.QueryAll<string>("select id::text from events order by xid, position");
        Assert.Equal(logged.Take(seen.Count), seen.Select(e => e.Id));
        Assert.InRange(logged.Count - seen.Count, 0, 3);      // what the service's own clocks wrote since
        // No gap within a subject: this is how a reader notices that one is missing.
        Assert.All(seen.GroupBy(e => e.Subject), of => Assert.Equal(Enumerable.Range(1, of.Count()), of.Select(e => e.Sequence)));
        Assert.Equal(seen.Count, seen.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Only_events_of_the_callers_areas_come()
    {
        await StirAsync(SmallMap.Community);
        await StirAsync(SmallMap.NextCounty);
        foreach (var (areas, asked, let) in new (string, string[], string[])[]
        {
            ("510104", [], ["510104"]), ("510104,510105", [], ["510104", "510105"]), ("5101", ["510105"], ["510105"]), ("510104", ["5101"], ["510104"]), ("510104", ["510105"], []), ("", [], []), ("52", [], []),
        })
        {
            Task<List<string>> Logged() => app.QueryAll<string>("select id::text from events where exists (select from unnest($1) a where area like a || '%' or (type = any($2) and a like area || '%')) order by xid, position", let, HoldBelow);
            var before = await Logged();
            var read = (await Reader(areas).ReadFeedAsync(service, new() { DivisionCodes = { asked } })).Events().Select(e => e.Id).ToList();
            if (let.Length > 0) Assert.NotEmpty(before);
            // The service's own clocks write too, while it is read.
            Assert.Empty(before.Except(read));
            Assert.Equal((await Logged()).Where(read.Contains), read);
        }
    }

    [Fact]
    public async Task As_json_it_tells_the_same()
    {
        for (var n = 0; n < 3; n++) await StirAsync(SmallMap.Community);
        var read = (await Reader().ReadFeedAsync(service)).Where(i => i.Event is not null).ToList();
        Assert.NotEmpty(read);
        using var answer = await Reader().Http.GetAsync($"/{service}/v1/events:read?untilNow=true");
        var lines = Lines(await answer.Content.ReadAsStringAsync());
        Assert.Equal((System.Net.HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        // Each line an item; the first and the last are marks, and only the last says that it is all.
        Assert.All(lines, l => Assert.Equal(32, l.GetProperty("resumeToken").GetString()!.Length));
        Assert.All(lines.SkipLast(1), l => Assert.False(IsLive(l)));
        Assert.True(IsLive(lines[^1]) && !HasEvent(lines[0]) && !HasEvent(lines[^1]));
        var told = lines.Where(HasEvent).ToList();
        Assert.InRange(told.Count - read.Count, 0, 3);    // what the service's own clocks wrote since
        foreach (var (line, item) in told.Zip(read))
        {
            var (happened, e) = (line.GetProperty("event"), item.Event);
            Assert.Equal((item.ResumeToken, e.Id, e.Type, e.Subject, e.Area, e.Json), (line.GetProperty("resumeToken").GetString(), happened.GetProperty("id").GetString(), happened.GetProperty("type").GetString(),
                happened.GetProperty("subject").GetString(), happened.GetProperty("area").GetString(), happened.GetProperty("json").GetString()));
            Assert.Equal((e.Sequence, e.Time.ToDateTimeOffset()), (happened.GetProperty("sequence").GetInt32(), happened.GetProperty("time").GetDateTimeOffset()));
            using var inside = JsonDocument.Parse(happened.GetProperty("json").GetString()!);
            Assert.Equal(JsonValueKind.Object, inside.RootElement.ValueKind);
        }
        // On from any line.
        using var rest = await Reader().Http.GetAsync($"/{service}/v1/events:read?untilNow=true&resumeToken={told[0].GetProperty("resumeToken").GetString()}");
        Assert.Equal(told.Skip(1).Select(IdOf), Lines(await rest.Content.ReadAsStringAsync()).Where(HasEvent).Select(IdOf).Take(told.Count - 1));
    }

    [Fact]
    public async Task As_json_a_token_that_ends_on_the_way_is_told_in_the_last_line()
    {
        for (var n = 0; n < 3; n++) await StirAsync(SmallMap.Community);
        var reader = app.WithToken(app.PartnerToken($"{service}.feed.read", "51", "data-team", TimeSpan.FromSeconds(4)));
        // Followed, so that the token ends before the answer does.
        using var answer = await reader.Http.GetAsync($"/{service}/v1/events:read", HttpCompletionOption.ResponseHeadersRead);
        var lines = Lines(await answer.Content.ReadAsStringAsync());
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.All(lines.SkipLast(1), l => Assert.True(l.TryGetProperty("resumeToken", out _)));
        Assert.Contains(lines, HasEvent);
        var last = lines[^1];
        Assert.False(last.TryGetProperty("resumeToken", out _));
        Assert.Equal(((int)StatusCode.Unauthenticated, "TOKEN_EXPIRED"), (last.GetProperty("code").GetInt32(), last.GetProperty("details").EnumerateArray().First(d => d.TryGetProperty("reason", out _)).GetProperty("reason").GetString()));
        // A place that is not kept, or not ours, is told after the first mark too.
        using var beyond = await Reader().Http.GetAsync($"/{service}/v1/events:read?untilNow=true&resumeToken=QAAAAAAAAAAAAAAAAAAAAQAAAZq2l-gA");
        var refused = Lines(await beyond.Content.ReadAsStringAsync());
        Assert.Equal((System.Net.HttpStatusCode.OK, 2, (int)StatusCode.OutOfRange), (beyond.StatusCode, refused.Count, refused[^1].GetProperty("code").GetInt32()));
    }

    private static List<JsonElement> Lines(string told) => [.. told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static bool IsLive(JsonElement line) => line.TryGetProperty("live", out var live) && live.GetBoolean();

    private static bool HasEvent(JsonElement line) => line.TryGetProperty("event", out var happened) && happened.ValueKind == JsonValueKind.Object;

    private static string? IdOf(JsonElement line) => line.GetProperty("event").GetProperty("id").GetString();

    [Fact]
    public async Task Nobody_reads_it_without_its_scope()
    {
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.AsPartner("no.such.scope", "51").ReadFeedAsync(service));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("province-operator", "51").ReadFeedAsync(service));
        await Refused(StatusCode.Unauthenticated, "TOKEN_MISSING_OR_INVALID", () => app.AsNobody().ReadFeedAsync(service));
    }

    [Fact]
    public async Task A_late_commit_is_never_skipped()
    {
        await StirAsync(SmallMap.Community);
        var token = (await Reader().ReadFeedAsync(service))[^1].ResumeToken;
        await using var connection = new NpgsqlConnection(app.Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Gets its place in the log first, and is committed last.
        await using (var insert = new NpgsqlCommand($$"""
            insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            values (gen_random_uuid(), 0, 'governance.{{service}}.v1.Late', gen_random_uuid(), 1, '{{SmallMap.Community}}', now(), '{}') returning id::text
            """, connection)) await insert.ExecuteScalarAsync();
        await StirAsync(SmallMap.Community);
        var early = await Reader().ReadFeedAsync(service, new() { ResumeToken = token }, items => items.Any(i => i.Live));
        Assert.Empty(early.Events());
        await transaction.CommitAsync();
        var late = (await Reader().ReadFeedAsync(service, new() { ResumeToken = early[^1].ResumeToken })).Events();
        Assert.EndsWith(".Late", late[0].Type, StringComparison.Ordinal);
        Assert.True(late.Count > 1, "what was committed before it");
    }

    [Fact]
    public async Task It_begins_where_it_is_asked_to()
    {
        await StirAsync(SmallMap.Community);
        var now = await app.Query<DateTime>("select clock_timestamp()");
        var before = await app.Query<long>("select count(*) from events");
        await StirAsync(SmallMap.NextCounty);
        var fresh = await app.QueryAll<string>("select id::text from events order by xid, position offset $1", before);
        Assert.Equal(fresh, (await Reader().ReadFeedAsync(service, new() { FromTime = now.ToTimestamp() })).Events().Select(e => e.Id));
        Assert.Empty((await Reader().ReadFeedAsync(service, new() { FromNow = true })).Events());
        // Live: what happens once the mark has come.
        var live = Reader().ReadFeedAsync(service, new() { FromNow = true }, items => items.Any(i => i.Event is not null));
        var stirred = await Task.WhenAny(live, Task.Run(async () => { while (!live.IsCompleted) await StirAsync(SmallMap.Community); }));
        Assert.Same(live, stirred);
        Assert.Equal(SmallMap.Community, (await live).Events()[0].Area);
    }

    [Fact]
    public async Task Types_are_chosen_by_name_and_a_wrong_request_is_told_whole()
    {
        await StirAsync(SmallMap.Community);
        var type = await app.Query<string>("select type from events where type not like '%.Late' limit 1");
        var chosen = (await Reader().ReadFeedAsync(service, new() { Types_ = { type } })).Events();
        Assert.Equal(await app.Query<long>("select count(*) from events where type = $1", type), chosen.Count);
        var told = await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => Reader().ReadFeedAsync(service,
            new() { ResumeToken = "nonsense", DivisionCodes = { "51", "5" }, Types_ = { type, $"governance.{service}.v1.NoSuchEvent" } }));
        Assert.Equal(["resume_token", "division_codes[1]", "types[1]"], told.Fields);
    }

    [Fact]
    public async Task A_narrow_reader_is_told_how_far_it_has_come()
    {
        await StirAsync(SmallMap.Community);
        var items = await Reader("510703").ReadFeedAsync(service);
        // Nothing happens there; what holds for the whole province comes (Grid's calendar).
        Assert.All(items.Events(), e => Assert.True(HoldBelow.Contains(e.Type) && "510703".StartsWith(e.Area, StringComparison.Ordinal), $"{e.Type} {e.Area}"));
        Assert.True(items[^1].Live);
        // From there on there is nothing to look at again: it begins at the end of the log.
        Assert.Equal(items[^1].ResumeToken, (await Reader().ReadFeedAsync(service, new() { ResumeToken = items[^1].ResumeToken }))[0].ResumeToken);
        Assert.Equal((await Reader().ReadFeedAsync(service))[^1].ResumeToken, items[^1].ResumeToken);
    }

    [Fact]
    public async Task A_clients_rights_hold_in_what_is_replayed_in_what_comes_and_from_any_place_on()
    {
        await StirAsync(SmallMap.NextCounty);
        var before = (await Reader().ReadFeedAsync(service))[^1].ResumeToken;
        await StirAsync(SmallMap.Community);
        var shown = (await Reader("510104").ReadFeedAsync(service, new() { ResumeToken = before })).Events()[0];
        var (name, secret) = (shown.Type[(shown.Type.LastIndexOf('.') + 1)..], Properties(shown).First(p => p != "area"));
        app.SetRights("narrow", ("Areas:Feed/Read:0", "510104"), ("HiddenFields:0", $"{name}.{secret}"), ("Events:0", shown.Type));
        TCaller Narrow() => Reader(clientId: "narrow");
        // What it gets: of this type, in these areas, without that property; and all of it.
        Task<List<string>> Logged() => app.QueryAll<string>("select id::text from events where type = $1 and area like '510104%' order by xid, position", shown.Type);
        void MustBeMasked(IEnumerable<FeedEvent> events) => Assert.All(events, e =>
        {
            Assert.Equal(shown.Type, e.Type);
            Assert.StartsWith("510104", e.Area, StringComparison.Ordinal);
            Assert.Contains("area", Properties(e));
            Assert.DoesNotContain(secret, Properties(e));
        });

        // Snapshot, then tail: what happens once the end was reached.
        var (live, stirring) = (new TaskCompletionSource(), true);
        var reading = Narrow().ReadFeedAsync(service, new(), got =>
        {
            if (got[^1].Live) live.TrySetResult();
            return live.Task.IsCompleted && got[^1].Event is not null;
        });
        await Task.WhenAny(live.Task, reading);
        while (stirring)
        {
            await StirAsync(SmallMap.NextCounty);
            await StirAsync(SmallMap.Community);
            stirring = await Task.WhenAny(reading, Task.Delay(200)) != reading;
        }
        var items = await reading;
        MustBeMasked(items.Events());
        Assert.Equal((await Logged()).Take(items.Events().Count), items.Events().Select(e => e.Id));
        Assert.Contains(items, i => i.Live);

        // From the middle on, with a token of its own, and with one that a wider reader got: a token is a place and no right.
        var all = (await Reader().ReadFeedAsync(service)).ToList();
        foreach (var token in new[] { items.First(i => i.Event is not null).ResumeToken, all.First(i => i.Event is not null).ResumeToken })
        {
            var rest = (await Narrow().ReadFeedAsync(service, new() { ResumeToken = token })).Events();
            MustBeMasked(rest);
            Assert.Equal((await Logged()).TakeLast(rest.Count), rest.Select(e => e.Id));
            Assert.InRange(rest.Count, items.Events().Count - 1, 10_000);
        }
        // What it may not see cannot be asked for.
        Assert.Empty((await Narrow().ReadFeedAsync(service, new() { DivisionCodes = { "510105" } })).Events());
        if (all.Events().FirstOrDefault(e => e.Type != shown.Type && !e.Type.EndsWith(".Late", StringComparison.Ordinal)) is { } other) Assert.Empty((await Narrow().ReadFeedAsync(service, new() { Types_ = { other.Type } })).Events());
        // Nobody else is narrowed.
        Assert.Contains(all.Events(), e => e.Type == shown.Type && Properties(e).Contains(secret));
        Assert.Contains(all.Events(), e => e.Area == SmallMap.NextCounty);
    }

    [Theory]
    [InlineData("Methods:0", "Connections/GetConnection"), InlineData("Areas:Feed/Read:0", "510105"), InlineData("HiddenFields:0", "CallOpened.urgency"), InlineData("Events:0", "governance.grid.v1.CallOpened")]
    public async Task A_client_whose_rights_are_changed_while_it_reads_is_ended_and_told_why(string key, string value)
    {
        await StirAsync(SmallMap.Community);
        var client = "changed-" + key[..4];
        var (live, others, changed) = (new TaskCompletionSource<string>(), new TaskCompletionSource(), false);
        var reading = Reader(clientId: client).ReadFeedAsync(service, new(), got =>
        {
            if (got[^1].Live) live.TrySetResult(got[^1].ResumeToken);
            return false;
        });
        var another = Reader().ReadFeedAsync(service, new() { FromNow = true }, got =>
        {
            if (got[^1].Live) others.TrySetResult();
            return Volatile.Read(ref changed) && got[^1].Event is not null;
        });
        await Task.WhenAny(Task.WhenAll(live.Task, others.Task), reading, another);
        app.SetRights(client, (key, value));
        var token = await live.Task;
        await Refused(StatusCode.PermissionDenied, "RIGHTS_CHANGED", () => reading);
        // Whose rights are as they were reads on.
        Volatile.Write(ref changed, true);
        await StirAsync(SmallMap.Community);
        Assert.NotNull((await another)[^1].Event);
        // And what is left holds from there on.
        Task<List<FeedItem>> AgainAsync() => Reader(clientId: client).ReadFeedAsync(service, new() { ResumeToken = token });
        if (key.StartsWith("Methods", StringComparison.Ordinal)) await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", AgainAsync);
        else if (key.StartsWith("Areas", StringComparison.Ordinal)) Assert.DoesNotContain((await AgainAsync()).Events(), e => e.Area == SmallMap.Community);
        else await AgainAsync();
    }

    private static readonly string[] HoldBelow = [.. typeof(Governance.Events.EventFormat).Assembly.GetExportedTypes().Where(t => t.IsDefined(typeof(Governance.Events.HoldsBelowAttribute), false)).Select(Governance.Events.EventFormat.NameOf)];

    private static HashSet<string> Properties(FeedEvent e)
    {
        using var happened = JsonDocument.Parse(e.Json);
        return [.. happened.RootElement.EnumerateObject().Select(p => p.Name)];
    }

    private TCaller Reader(string areas = "51", string clientId = "data-team") => app.AsPartner($"{service}.feed.read", areas, clientId: clientId);
}

/// <summary>What a reader of the events knows of a thing.</summary>
public sealed record Folded(string Area, string State);
