using System.Globalization;
using Governance.Party.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using Client = Governance.Party.V1.Rosters.RostersClient;

namespace Governance.Load;

/// <summary>
/// The tree and the roster at the size of the province: counts of a subtree at every level, at rest and while members are entered; moves at once in a ring that would like to close; what CheckEstablishment
/// finds in a county. The server is not durable here: reads do not care, and the filling does.
/// </summary>
internal static class Rosters
{
    private const string County = "510104";
    private const int Movers = 16, Writers = 2;

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: false, cancel, "party");
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load;Command Timeout=0");
        var address = await platform.StartPartyAsync(cancel);
        using var channel = GrpcChannel.ForAddress(address);
        CallOptions As(string area) => new(new Metadata { { "authorization", $"Bearer {platform.Tokens.Create($"office-{area}", ["party-office"], [area])}" } }, cancellationToken: cancel);
        var (tree, roster) = (new Organizations.OrganizationsClient(channel), new Client(channel));
        var province = As("51");
        // One real member, whose sealed values the others share.
        var top = await tree.EstablishOrganizationAsync(ToEstablish("", "51", OrganizationKind.Committee, OrganizationSeat.Division), province);
        var first = await tree.EstablishOrganizationAsync(ToEstablish(top.Id, "51", OrganizationKind.Branch, OrganizationSeat.Workplace), province);
        await EnterAsync(roster, province, first.Id, 0, 1);
        await RosterFill.FillAsync(source, Guid.Parse(top.Id), options.Organizations, options.Members, report, cancel);

        foreach (var (name, sql) in RosterFill.Levels)
        {
            await MeasureAsync($"figures-{name}", await RosterFill.IdsAsync(source, sql, cancel));
        }
        var anywhere = await RosterFill.IdsAsync(source, RosterFill.Anywhere, cancel);
        await MeasureAsync("figures-anywhere", anywhere);
        // While members are entered, the counts of all nodes above change with each part.
        using (var writing = CancellationTokenSource.CreateLinkedTokenSource(cancel))
        {
            var (branches, entered) = (await RosterFill.IdsAsync(source, RosterFill.Branches, cancel), 0);
            var writers = Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
            {
                while (!writing.IsCancellationRequested)
                {
                    var from = Interlocked.Add(ref entered, 50) - 50;
                    await EnterAsync(roster, province, branches[from / 50 % branches.Count], 1 + from, 50);
                }
            }, cancel)).ToList();
            await MeasureAsync("figures-top-while-entering", [top.Id]);
            await MeasureAsync("figures-anywhere-while-entering", anywhere);
            await writing.CancelAsync();
            await Task.WhenAll(writers);
            report.Say($"{entered} members were entered meanwhile");
        }
        await MoveAsync();
        await CheckAsync();

        async Task MeasureAsync(string kind, List<string> ids)
        {
            for (var n = 0; n < 100; n++) await AskAsync(n);
            var latencies = new List<double>();
            for (var n = 0; n < options.Requests; n++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await AskAsync(n);
                latencies.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
            report.Say(string.Create(CultureInfo.InvariantCulture, $"{kind}: {ids.Count} nodes, p50 {latencies.Percentile(0.5):0.0} ms, p99 {latencies.Percentile(0.99):0.0} ms, worst {latencies.Max():0.0} ms"));
            report.Result($"{kind}-p50", latencies.Percentile(0.5), "ms");
            report.Result($"{kind}-p99", latencies.Percentile(0.99), "ms", atMost: 50);
            async Task AskAsync(int n) => await tree.GetOrganizationFiguresAsync(new() { Id = ids[(int)(n * 7919L % ids.Count)] }, province);
        }

        async Task MoveAsync()
        {
            var (ring, county, moves) = (await RosterFill.IdsAsync(source, RosterFill.Ring(County), cancel), As(County), options.Requests);
            var (latencies, outcomes, taken) = (new double[moves], new string[moves], -1);
            var began = TimeProvider.System.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Movers).Select(_ => Task.Run(async () =>
            {
                int n;
                while ((n = Interlocked.Increment(ref taken)) < moves)
                {
                    // Each below the next, and in the next round below the one before: half of them would close the ring.
                    var (from, step) = (n % ring.Count, n / ring.Count % 2 == 0 ? 1 : ring.Count - 1);
                    var start = TimeProvider.System.GetTimestamp();
                    try
                    {
                        await tree.MoveOrganizationAsync(new() { RequestId = NewId(), Id = ring[from], ParentId = ring[(from + step) % ring.Count] }, county);
                        outcomes[n] = "moved";
                    }
                    catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
                    {
                        outcomes[n] = "refused";
                    }
                    latencies[n] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
                }
            }, cancel)));
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            foreach (var (kind, count) in outcomes.CountBy(o => o)) report.Result($"moves-{kind}", count, "moves");
            report.Result("moves", moves / seconds, "moves/s");
            report.Result("moves-p99", latencies.Percentile(0.99), "ms");
            var (torn, wrong) = await RosterFill.CheckAsync(source, cancel);
            if (torn + wrong > 0) throw new InvalidOperationException($"{torn} organisations hang in no tree and {wrong} counts are wrong after the moves");
            report.Say("after the moves every path leads to the top and every count is right");
        }

        async Task CheckAsync()
        {
            var (client, county, latencies, findings, token) = (new Establishment.EstablishmentClient(channel), As(County), new List<double>(), 0, "");
            var began = TimeProvider.System.GetTimestamp();
            do
            {
                var start = TimeProvider.System.GetTimestamp();
                var page = await client.CheckEstablishmentAsync(new() { DivisionCode = County, PageSize = 100, PageToken = token }, county);
                latencies.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
                (findings, token) = (findings + page.Findings.Count, page.NextPageToken);
            }
            while (token.Length > 0);
            if (findings == 0) throw new InvalidOperationException("CheckEstablishment finds nothing: there is nothing to measure");
            report.Say($"CheckEstablishment found {findings} in the county, on {latencies.Count} pages of 100");
            report.Result("check-county", TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, "ms");
            report.Result("check-county-page-p99", latencies.Percentile(0.99), "ms");
        }
    }

    private static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static EstablishOrganizationRequest ToEstablish(string above, string division, OrganizationKind kind, OrganizationSeat seat) => new()
    {
        RequestId = NewId(), ParentId = above, DivisionCode = division, Name = "中共某某委员会", Kind = kind, Seat = seat, FullMembers = kind == OrganizationKind.Committee ? 100 : 3, EstablishedDate = "2024-07-01",
    };

    private static async Task EnterAsync(Client roster, CallOptions caller, string organization, int from, int count)
    {
        using var call = roster.BatchRegisterMembers(caller);
        await call.RequestStream.WriteAsync(new() { BatchId = NewId(), DivisionCode = "51", FirstLine = 1, Rows = { Enumerable.Range(from, count).Select(n => Row(organization, n)) } }, caller.CancellationToken);
        await call.RequestStream.CompleteAsync();
        if (await call.ResponseAsync is var done && done.EnteredCount != count) throw new InvalidOperationException($"{done.EnteredCount} of {count} members were entered: {done}");
    }

    private static RosterRow Row(string organization, int n) => new()
    {
        OrganizationId = organization, Name = "李" + (char)(0x4e00 + n % 20000), IdentityNumber = Import.Number(n), Phone = (13_000_000_000 + n).ToString(CultureInfo.InvariantCulture), State = MemberState.Full, StateDate = "2020-07-01",
        JoinedDate = "2019-07-01",
    };
}
