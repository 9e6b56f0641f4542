using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Grid.Tests.Calls;
using Governance.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Governance.Grid.Tests.Feed;

/// <summary>The program under contracts/examples/consumers that reads the feed, run as a data team runs it.</summary>
public sealed class FeedReadersThatWork(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task It_goes_on_over_ends_of_tokens_changes_of_rights_and_its_own_death_and_counts_as_the_database_does()
    {
        var state = Path.Combine(Path.GetTempPath(), $"count-feed-{Path.GetRandomFileName()}");
        await using var tokens = await ShortTokens.StartAsync(app);
        try
        {
            for (var n = 0; n < 5; n++) await OpenAsync(n % 2 == 0 ? SmallMap.Community : "510703001003");
            await using (var reader = Reader.Start(app, tokens, state))
            {
                await CountsAsync(reader);
                // Its token ends, twice; it gets a new one and goes on.
                for (var n = 1; n <= 2; n++)
                {
                    await EventuallyAsync("a token has ended", () => Task.FromResult(reader.Said.Count(s => s == "TOKEN_EXPIRED")), ended => ended >= n);
                    await OpenAsync(SmallMap.NextCounty);
                    await CountsAsync(reader);
                }
                Assert.InRange(tokens.Given, 3, 100);
                // Its rights are changed, twice; what it counts is still in them.
                foreach (var other in new[] { "CallClosed", "CallResolved" })
                {
                    var before = reader.Said.Count(s => s == "RIGHTS_CHANGED");
                    app.SetRights(ShortTokens.ClientId, new[] { "CallOpened", "CallMoved", other }.Select((e, n) => ($"Events:{n}", $"governance.grid.v1.{e}")));
                    await EventuallyAsync("its rights were changed", () => Task.FromResult(reader.Said.Count(s => s == "RIGHTS_CHANGED")), changed => changed > before);
                    await OpenAsync(SmallMap.Community);
                    await CountsAsync(reader);
                }
                Assert.All(reader.Said, s => Assert.Contains(s, new[] { "TOKEN_EXPIRED", "RIGHTS_CHANGED" }));
            }
            // Killed, wherever it was; and on from there, to the end and no further.
            await OpenAsync("510703001003");
            Assert.Equal(await CountAsync(), await Reader.ToTheEndAsync(app, tokens, state));
            var calls = await app.Query<long>("select count(*) from calls");
            Assert.Equal(calls, JsonNode.Parse(await File.ReadAllTextAsync(state))!["calls"]!.AsObject().Count);

            // A place of another system: nothing that was counted is certain, and it counts anew.
            var kept = JsonNode.Parse(await File.ReadAllTextAsync(state))!;
            kept["resumeToken"] = "QAAAAAAAAAAAAAAAAAAAAQAAAZq2l-gA";
            kept["calls"]![$"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}"] = new JsonObject { ["sequence"] = 1, ["area"] = "510104017001" };
            await File.WriteAllTextAsync(state, kept.ToJsonString());
            Assert.Equal(await CountAsync(), await Reader.ToTheEndAsync(app, tokens, state));
        }
        finally
        {
            File.Delete(state);
        }
    }

    private async Task OpenAsync(string place) => await app.AsResident(place).Calls.OpenCallAsync(Appeals.Appeal(place: place));

    private async Task<string> CountAsync() => await app.Query<string>("select json_object_agg(city, n order by city)::text from (select left(area, 4) as city, count(*) as n from calls group by 1) c") is { } counted ? Plain(counted) : "{}";

    private async Task CountsAsync(Reader reader)
    {
        var counted = await CountAsync();
        await EventuallyAsync($"it counts {counted}", () => Task.FromResult(reader.Counted), last => last == counted);
    }

    private static string Plain(string json) => JsonNode.Parse(json)!.ToJsonString();

    /// <summary>Gives tokens that last four seconds, as an authority does.</summary>
    private sealed class ShortTokens : IAsyncDisposable
    {
        public const string ClientId = "reads-the-feed";
        private readonly WebApplication authority;
        private int given;

        private ShortTokens(WebApplication authority) => this.authority = authority;

        public int Given => given;

        public string Url => authority.Urls.Single() + "/connect/token";

        public static async Task<ShortTokens> StartAsync(GridApp app)
        {
            // An empty one: Grid's own settings lie beside these tests.
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var tokens = new ShortTokens(builder.Build());
            tokens.authority.Run(http =>
            {
                Interlocked.Increment(ref tokens.given);
                return http.Response.WriteAsJsonAsync(new { access_token = app.PartnerToken("grid.feed.read", "51", ClientId, TimeSpan.FromSeconds(4)) });
            });
            await tokens.authority.StartAsync();
            return tokens;
        }

        public ValueTask DisposeAsync() => authority.DisposeAsync();
    }

    /// <summary>The program, running.</summary>
    private sealed class Reader : IAsyncDisposable
    {
        private readonly Process process;
        private volatile string counted = "";

        private Reader(Process process) => this.process = process;

        /// <summary>What it has said last.</summary>
        public string Counted => counted;

        /// <summary>How its streams ended.</summary>
        public ConcurrentQueue<string> Said { get; } = new();

        public static Reader Start(GridApp app, ShortTokens tokens, string state, bool untilNow = false)
        {
            var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "contracts", "examples", "consumers", "node", "count-from-feed.mjs"), state]) { RedirectStandardOutput = true, RedirectStandardError = true };
            (start.Environment["GATEWAY"], start.Environment["TOKEN_URL"]) = (app.Grpc.ToString(), tokens.Url);
            (start.Environment["CLIENT_ID"], start.Environment["CLIENT_SECRET"]) = (ShortTokens.ClientId, "secret");
            if (untilNow) start.Environment["UNTIL_NOW"] = "1";
            var reader = new Reader(Process.Start(start)!);
            reader.process.OutputDataReceived += (_, e) => reader.counted = e.Data ?? reader.counted;
            reader.process.ErrorDataReceived += (_, e) => { if (e.Data is not null) reader.Said.Enqueue(e.Data); };
            reader.process.BeginOutputReadLine();
            reader.process.BeginErrorReadLine();
            return reader;
        }

        public static async Task<string> ToTheEndAsync(GridApp app, ShortTokens tokens, string state)
        {
            await using var reader = Start(app, tokens, state, untilNow: true);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await reader.process.WaitForExitAsync(limit.Token);
            Assert.True(reader.process.ExitCode == 0, string.Join('\n', reader.Said));
            return reader.Counted;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
