namespace Governance.SystemTests.Failures;

/// <summary>An event as it stands in the log.</summary>
internal sealed record LogRow(string Id, string Type, string Call, int Sequence, string Payload)
{
    /// <summary>The import of the map is an event too.</summary>
    public bool IsAboutACall => Name.StartsWith("Call", StringComparison.Ordinal);

    public string Name => Type.Split('.')[^1];
}

/// <summary>What must be true after every failure, whatever it was.</summary>
internal static class Outcome
{
    /// <summary>
    /// Every promised call is there once, with its request_id; the log has each call's events once and without gaps; the stream holds exactly the log, per
    /// call in order; the board has counted each once.
    /// </summary>
    public static async Task IsWholeAsync(Scene scene, Load load)
    {
        var promises = load.Promises.ToList();
        Assert.NotEmpty(promises);
        var calls = await scene.QueryAsync("select id::text, event_sequence from calls", r => (Id: r.GetString(0), Events: r.GetInt32(1)));
        Assert.Equal(promises.Select(p => p.CallId).Order(), calls.Select(c => c.Id).Order());
        var requests = (await scene.QueryAsync("select request_id::text from requests", r => r.GetString(0))).ToHashSet();
        Assert.All(promises, p => Assert.Contains(p.RequestId, requests));

        var log = await LogAsync(scene);
        var aboutCalls = log.Where(e => e.IsAboutACall).ToList();
        foreach (var promise in promises)
        {
            var events = aboutCalls.Where(e => e.Call == promise.CallId).ToList();
            Assert.Equal(Enumerable.Range(1, promise.Events), events.Select(e => e.Sequence));
            Assert.Equal(["CallOpened", "CallDispatched", "CallAccepted", "CallProgressed", "CallResolved"], events.Select(e => e.Name));
        }
        Assert.Equal(promises.Sum(p => p.Events), aboutCalls.Count);

        await StreamIsTheLogAsync(scene, log);
        await Scene.EventuallyAsync("the board has counted every call once", async () =>
        {
            var (opened, accepted, resolved) = (await scene.QueryAsync("select coalesce(sum(opened), 0)::bigint, coalesce(sum(accepted), 0)::bigint, coalesce(sum(resolved), 0)::bigint from call_figures where level = 6 and grain = 'd'",
                r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2))))[0];
            Assert.True(opened <= promises.Count && accepted <= promises.Count && resolved <= promises.Count, $"the board has counted twice: {opened} {accepted} {resolved} of {promises.Count}");
            return (opened, accepted, resolved) == (promises.Count, promises.Count, promises.Count);
        });
    }

    public static Task<List<LogRow>> LogAsync(Scene scene) => scene.QueryAsync("select id::text, type, aggregate_id::text, sequence, payload::text from events order by aggregate_id, sequence",
        r => new LogRow(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4)));

    /// <summary>Whoever has heard of one event of a kind, hears of every one since then that any of these services tells; and nobody has given up on any.</summary>
    public static async Task IsHeardAsync(IReadOnlyCollection<Scene> scenes, DateTimeOffset since)
    {
        var told = new List<(string Id, string Type)>();
        foreach (var scene in scenes) told.AddRange(await scene.QueryAsync("select id::text, type from events where recorded_at > $1", r => (r.GetString(0), r.GetString(1)), since));
        var types = told.ToDictionary(t => t.Id, t => t.Type);
        var pairs = 0;
        foreach (var scene in scenes)
        {
            // One that only the new version has hears from then on.
            var known = Ground.ConsumersOf(scene.Service, Ground.Before).ToHashSet();
            await Scene.EventuallyAsync($"{scene.Service} has heard of everything", async () =>
            {
                var heard = (await scene.QueryAsync("select consumer, event_id::text from inbox", r => (Consumer: r.GetString(0), Id: r.GetString(1)))).Where(h => types.ContainsKey(h.Id) && known.Contains(h.Consumer.Split('.')[^1])).ToLookup(h => h.Consumer, h => h.Id);
                pairs = heard.Sum(h => h.Count());
                return heard.All(h => h.Select(id => types[id]).ToHashSet() is var kinds && told.Where(t => kinds.Contains(t.Type)).Select(t => t.Id).ToHashSet().SetEquals(h));
            });
            Scene.Say($"{scene.Service} has heard of {pairs} events");
        }
        Assert.Equal(0u, await scenes.First().Ground.GivenUpAsync(scenes.Select(s => s.Service)));
    }

    /// <summary>Without the repetitions that at-least-once allows, the stream is the log: nothing missing, nothing else, per call in order.</summary>
    public static async Task StreamIsTheLogAsync(Scene scene, List<LogRow> log)
    {
        Assert.Equal(log.Count, log.Select(e => e.Id).Distinct().Count());
        var deliveries = await Stream.ReadAsync(scene.Servers.RabbitMq, [.. log.Select(e => e.Id)], scene.Service);
        var first = deliveries.OrderBy(d => d.Offset).DistinctBy(d => d.MessageId).ToList();
        Assert.Equal(log.Select(e => e.Id).Order(), first.Select(d => d.MessageId).Order());
        var written = log.ToDictionary(e => e.Id);
        foreach (var call in first.GroupBy(d => d.Subject)) Assert.Equal(Enumerable.Range(1, call.Count()), call.Select(d => d.Sequence));
        Assert.All(first, d => Assert.Equal((written[d.MessageId].Type, written[d.MessageId].Call, written[d.MessageId].Sequence, written[d.MessageId].Payload), (d.Type, d.Subject, d.Sequence, d.Body)));
        Scene.Say($"{log.Count} events, {deliveries.Count} deliveries");
    }
}
