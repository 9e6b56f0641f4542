using System.Globalization;
using Governance.Grid.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Governance.Load;

/// <summary>What a centre looks at all day, over two years of a province's calls. The server is not durable here: reads do not care, and the filling does.</summary>
internal static class Board
{
    private static readonly (string Name, string Role, string Area)[] Centres = [("county", "county-centre", "510104"), ("city", "city-centre", "5101")];

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: false, cancel);
        await using (var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load;Command Timeout=0"))
        {
            await TwoYears.FillAsync(source, options.Rows, report, cancel);
        }
        await platform.StartGridAsync(cancel);
        using var channel = GrpcChannel.ForAddress(platform.GridAddress);
        var calls = new Calls.CallsClient(channel);
        foreach (var (name, role, area) in Centres)
        {
            var caller = new CallOptions(new Metadata { { "authorization", $"Bearer {platform.Tokens.Create(name, [role], [area])}" } }, cancellationToken: cancel);
            foreach (var (kind, ask) in Questions(calls, caller, area))
            {
                for (var n = 0; n < 20; n++) await ask(n);
                var (latencies, rows) = (new List<double>(), 0);
                for (var n = 0; n < options.Requests; n++)
                {
                    var began = TimeProvider.System.GetTimestamp();
                    rows = await ask(n);
                    latencies.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                }
                report.Say(string.Create(CultureInfo.InvariantCulture, $"{name} {kind}: {rows} rows, worst {latencies.Max():0.0} ms"));
                if (rows == 0) throw new InvalidOperationException($"{name} {kind} shows nothing: there is nothing to measure");
                report.Result($"{name}-{kind}-p50", latencies.Percentile(0.5), "ms");
                report.Result($"{name}-{kind}-p99", latencies.Percentile(0.99), "ms");
            }
        }
    }

    private static IEnumerable<(string Kind, Func<int, Task<int>> Ask)> Questions(Calls.CallsClient calls, CallOptions caller, string area)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        string[] categories = ["0201", "0404", "1009", "03", "07"];
        async Task<int> List(ListCallsRequest request) => (await calls.ListCallsAsync(request, caller)).Calls.Count;
        async Task<int> Ask(int daysAgo, int days) => (await calls.GetBoardAsync(new GetBoardRequest
        {
            DivisionCode = area, FromDate = Text(today.AddDays(-daysAgo)), ToDate = Text(today.AddDays(days - 1 - daysAgo)),
        }, caller)).Children.Count;

        yield return ("board-month", n => Ask(30 + n % 300, 30));
        yield return ("board-year", n => Ask(360 + n % 200, 360));
        yield return ("list", _ => List(new()));
        yield return ("list-queue", _ => List(new() { QueueOnly = true }));
        yield return ("list-overdue", _ => List(new() { OverdueOnly = true }));
        yield return ("list-category", n => List(new() { CategoryCode = categories[n % categories.Length] }));
        yield return ("list-state", n => List(new() { States = { n % 2 == 0 ? CallState.InProgress : CallState.Withdrawn } }));
        string token = "", next = "";
        yield return ("list-deep", async _ =>
        {
            // Ten thousand calls down, then on from page to page.
            if (token.Length == 0) for (var page = 0; page < 20; page++) token = (await calls.ListCallsAsync(new() { PageSize = 500, PageToken = token }, caller)).NextPageToken;
            var reply = await calls.ListCallsAsync(new() { PageToken = next.Length > 0 ? next : token }, caller);
            next = reply.NextPageToken;
            return reply.Calls.Count;
        });

        static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
