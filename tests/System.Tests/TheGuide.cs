using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Governance.Servers;

namespace Governance.SystemTests;

/// <summary>What README.md, contracts/README.md and contracts/examples/README.md tell a new partner and a new analyst to type, taken out of the pages and run as it stands there; only the folder of the state is this platform's.</summary>
internal static partial class TheGuide
{
    public static async Task PlayAsync(Platform platform)
    {
        await AFirstAppealAsync(platform);
        await APartnersDoorsAsync(platform);
        await ATableAsync(platform);
        await AnAnalystBeginsAsync(platform);
    }

    // The block of the front page, but for the start of what runs already. Again, it gives the same answer.
    private static async Task AFirstAppealAsync(Platform platform)
    {
        var block = Bash().Match(Page("README.md")).Groups[1].Value;
        Assert.StartsWith("./deploy/local/up --detach\n", block, StringComparison.Ordinal);
        var typed = block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var answers = new List<JsonElement>();
        for (var n = 0; n < 2; n++) answers.Add(JsonDocument.Parse(await TypedAsync(platform, typed)).RootElement.Clone());
        Assert.Equal(answers[0].GetProperty("id").GetString(), answers[1].GetProperty("id").GetString());
        foreach (var told in new[] { "unitCode", "acceptDueTime", "resolveDueTime" }) Assert.NotEmpty(answers[0].GetProperty(told).GetString()!);
    }

    // Every `GET /…` of the guide that asks for nothing but a token, by the client that has the scope.
    private static async Task APartnersDoorsAsync(Platform platform)
    {
        var doors = Door().Matches(Page("contracts/README.md")).Select(m => m.Groups[1].Value).Where(d => !d.Contains('$', StringComparison.Ordinal)).Distinct().ToList();
        Assert.InRange(doors.Count, 3, 50);
        foreach (var door in doors)
        {
            using var http = platform.Http(await platform.ClientTokenAsync(door.Contains("events:read", StringComparison.Ordinal) ? "data-team" : "partner-kit"));
            var answer = await http.GetAsync(door);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{door}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        using var nobody = platform.Http();
        Assert.Contains("\"keys\"", await nobody.GetStringAsync("/.well-known/receipt-keys"), StringComparison.Ordinal);
        // It leads a browser on.
        var docs = await nobody.GetAsync("/docs");
        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.OK), (docs.StatusCode, (await nobody.GetAsync(docs.Headers.Location)).StatusCode));
    }

    // A table by curl, by somebody who has the role.
    private static async Task ATableAsync(Platform platform)
    {
        var command = Command().Matches(Page("contracts/README.md")).Select(m => m.Groups[1].Value).Single(c => c.StartsWith("curl ", StringComparison.Ordinal));
        var people = Path.Combine(platform.Folder, "people.csv");
        await File.WriteAllTextAsync(people, "姓名,证件号码,手机号,社区编码,技能\n赵秋菊,11010119900307459X,13800138003,510104017001,助餐\n");
        var batch = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var given = $"GATEWAY={platform.Gateway} CA={platform.Ca} TOKEN={await platform.PersonTokenAsync("jinjiang")} UUID={batch}\n";
        var told = JsonDocument.Parse(await TypedAsync(platform, given + command.Replace("@people.csv", "@" + people, StringComparison.Ordinal))).RootElement;
        Assert.Equal("1", told.GetProperty("registeredCount").GetString());
        using var clerk = platform.Http(await platform.PersonTokenAsync("jinjiang"));
        foreach (var path in new[] { $"/volunteers/v1/batches/{batch}", $"/volunteers/v1/batches/{batch}/verdicts" }) Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(path)).StatusCode);
    }

    // A user of their own, and the program of the examples: all calls of this platform, by city.
    private static async Task AnAnalystBeginsAsync(Platform platform)
    {
        var made = Command().Matches(Page("contracts/README.md")).Select(m => m.Groups[1].Value).Single(c => c.StartsWith("RABBITMQCTL=", StringComparison.Ordinal));
        var password = (await TypedAsync(platform, made)).Trim();
        Assert.Matches("^[0-9a-f]{48}$", password);
        // Each service's stream is kept as long and as large as the guide says.
        Assert.Contains("90 days or 20 GB", Page("contracts/README.md"), StringComparison.Ordinal);
        var streams = (await TypedAsync(platform, ".local/rabbitmq/control -q list_queues name arguments </dev/null")).Split('\n');
        foreach (var service in new[] { "grid", "volunteers", "party", "welfare", "socialorgs" })
        {
            var kept = Assert.Single(streams, s => s.StartsWith($"governance.{service}.events\t", StringComparison.Ordinal));
            foreach (var limit in new[] { "x-max-age", "90D", "x-max-length-bytes", "20000000000" }) Assert.Contains(limit, kept, StringComparison.Ordinal);
        }
        var at = new Uri(platform.Amqp);
        var counts = Path.Combine(platform.Folder, "counts.json");
        var reader = Sh().Match(Page("contracts/examples/README.md")).Groups[1].Value.Split('\n').Single(l => l.Contains("count-by-city.mjs", StringComparison.Ordinal))
            .Replace("NAME:PASSWORD@HOST", $"statistics:{password}@{at.Host}:{at.Port}", StringComparison.Ordinal).Replace("state.json", counts, StringComparison.Ordinal);
        var said = await TypedAsync(platform, reader);
        Assert.Contains("5101", said, StringComparison.Ordinal);
        // And out of the feed, through the gateway, with tokens of the platform: the same.
        var feed = Sh().Match(Page("contracts/examples/README.md")).Groups[1].Value.Split('\n').Single(l => l.Contains("count-from-feed.mjs", StringComparison.Ordinal))
            .Replace("https://localhost:8443", platform.Gateway, StringComparison.Ordinal).Replace("CLIENT_SECRET=...", $"CLIENT_SECRET={platform.SecretOf("data-team")}", StringComparison.Ordinal).Replace("state.json", counts + ".feed", StringComparison.Ordinal);
        Assert.Equal(said, await TypedAsync(platform, feed));
    }

    private static async Task<string> TypedAsync(Platform platform, string typed)
    {
        var own = typed.Replace("./.local/", platform.Folder + "/", StringComparison.Ordinal).Replace(".local/", platform.Folder + "/", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", own]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{typed}\n{string.Concat(output)}");
        return output[0];
    }

    private static string Page(string page) => File.ReadAllText(Path.Combine(Repository.Root, page), Encoding.UTF8);

    [GeneratedRegex("^```bash\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Bash();

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sh();

    [GeneratedRegex("`GET (/[^`]+)`")]
    private static partial Regex Door();

    [GeneratedRegex("`((?:curl|RABBITMQCTL=)[^`]+)`")]
    private static partial Regex Command();
}
