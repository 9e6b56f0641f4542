using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.SystemTests.Failures;

[Collection(Failures.Name)]
public sealed class KillingTheTimeBank(Ground ground)
{
    private const int People = 60, Moves = 10_000, Clients = 32;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30), Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Ten_thousand_moves_at_once_and_two_kills_lose_no_minute_and_move_none_twice()
    {
        await using var scene = await ground.SetAsync("kill-time-bank", "volunteers");
        var (one, other) = (await scene.StartReplicaAsync(), await scene.StartReplicaAsync());
        var town = scene.Ground.Tokens.Create("county", ["county-centre"], ["510104"]);
        Records.RecordsClient records = new(one.As(town));
        TimeBank.TimeBankClient[] banks = [new(one.As(town)), new(other.As(town))];
        var people = await RegisterAsync(new Batches.BatchesClient(one.As(town)), scene);
        var day = TimeProvider.System.GetUtcNow().Date;
        // Ten hours each, in two services.
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (person, cancel) =>
        {
            foreach (var back in (int[])[2, 3])
            {
                var from = new DateTimeOffset(day.AddDays(-back).AddHours(2), TimeSpan.Zero);
                await records.EnterRecordAsync(new() { RequestId = Load.NewId(), VolunteerId = person, DivisionCode = Ground.Community, Kind = "general", StartTime = from.ToTimestamp(), EndTime = from.AddHours(5).ToTimestamp() }, cancellationToken: cancel);
            }
        });
        await Scene.EventuallyAsync("everything is earned", async () => await scene.CountAsync("select coalesce(sum(balance), 0)::bigint from accounts where kind = 1") == People * 600);

        var (given, donated, reversed, lost, done) = (0, 0, 0, 0, 0);
        var (postings, random) = (new ConcurrentBag<string>(), new Random(11));
        var moves = Enumerable.Range(0, Moves).Select(n => (Kind: random.Next(10), From: people[random.Next(People)], To: people[random.Next(People)], Minutes: random.Next(1, 60), Again: random.Next(20) == 0, Bank: n % 2)).ToList();
        var moving = Parallel.ForEachAsync(moves, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (move, _) =>
        {
            var (bank, id) = (banks[move.Bank], Load.NewId());
            var wrong = move.Kind == 1 && postings.TryTake(out var taken) ? taken : null;
            var answers = new List<string?>();
            for (var times = move.Again ? 2 : 1; times > 0; times--)
            {
                answers.Add(move.Kind switch
                {
                    0 => await AnswerAsync(o => bank.DonateTimeAsync(new() { RequestId = id, FromId = move.From, Minutes = move.Minutes }, o)),
                    1 when wrong is not null => await AnswerAsync(o => bank.ReversePostingAsync(new() { RequestId = id, Id = wrong, Reason = "转错了人" }, o)),
                    1 => null,
                    _ when move.From == move.To => null,
                    _ => await AnswerAsync(o => bank.GiveTimeAsync(new() { RequestId = id, FromId = move.From, ToId = move.To, Minutes = move.Minutes, Reason = "转赠" }, o)),
                });
            }
            if (answers.FirstOrDefault(a => a is not null) is { } posting)
            {
                // Asked twice, told the same.
                Assert.All(answers.SkipWhile(a => a is null), a => Assert.Equal(posting, a));
                if (move.Kind == 0) Interlocked.Increment(ref donated);
                else if (move.Kind > 1) { Interlocked.Increment(ref given); postings.Add(posting); }
                else if (move.Kind == 1) Interlocked.Increment(ref reversed);
            }
            Interlocked.Increment(ref done);
        });
        foreach (var (replica, at) in ((Replica, int)[])[(one, Moves / 4), (other, Moves / 2)])
        {
            await Scene.EventuallyAsync($"{at} moves are done", async () =>
            {
                if (moving.IsFaulted) await moving;
                return Volatile.Read(ref done) >= at;
            }, 180);
            await replica.KillAndStartAsync();
        }
        await moving;
        Scene.Say($"{given} given, {donated} donated, {reversed} reversed, {lost} answers lost");
        Assert.True(given > Moves / 4 && donated > Moves / 40 && reversed > Moves / 40 && lost > 0, $"{given} given, {donated} donated, {reversed} reversed, {lost} answers lost");

        Assert.Equal(0, await scene.CountAsync("select sum(balance)::bigint from accounts"));
        Assert.Equal(0, await scene.CountAsync("select count(*) from accounts where balance < 0 and kind <> 3"));
        Assert.Equal(0, await scene.CountAsync("""
            select count(*) from accounts a where balance <> coalesce((select sum(minutes) from postings where to_id = a.id), 0) - coalesce((select sum(minutes) from postings where from_id = a.id), 0)
            """));
        // A move that was acknowledged is one posting, and there is no posting that nobody was told of.
        Assert.Equal((given, donated, reversed), ((int)await scene.CountAsync("select count(*) from postings where kind = 2"), (int)await scene.CountAsync("select count(*) from postings where kind = 3"),
            (int)await scene.CountAsync("select count(*) from postings where kind = 5")));
        Assert.Equal(await scene.CountAsync("select count(*) from postings"), await scene.CountAsync("select count(distinct aggregate_id) from events where type like '%TimePosted'"));
        foreach (var account in people.Take(10).Append("510104")) Assert.True((await banks[0].ProveBalanceAsync(new() { AccountId = account })).Proven);

        // Null = refused for a reason of the ledger's own. Whatever is no answer is asked again, with the same request.
        async Task<string?> AnswerAsync(Func<CallOptions, AsyncUnaryCall<Posting>> move)
        {
            var began = TimeProvider.System.GetTimestamp();
            while (true)
            {
                try { return (await move(new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Deadline))).Id; }
                catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition) { return null; }
                catch (RpcException e) when (e.GetRpcStatus() is null || e.StatusCode == StatusCode.Unavailable)
                {
                    Interlocked.Increment(ref lost);
                    if (TimeProvider.System.GetElapsedTime(began) > Patience) throw;
                    await Task.Delay(Random.Shared.Next(50, 250));
                }
            }
        }
    }

    private static async Task<List<string>> RegisterAsync(Batches.BatchesClient batches, Scene scene)
    {
        using var call = batches.BatchRegister();
        await call.RequestStream.WriteAsync(new()
        {
            BatchId = Load.NewId(), DivisionCode = "510104", FirstLine = 1,
            Rows = { Enumerable.Range(0, People).Select(n => new RegisterVolunteerRequest { Name = "志愿者", IdentityNumber = Number(n), Phone = $"138{n:00000000}", DivisionCode = Ground.Community }) },
        });
        await call.RequestStream.CompleteAsync();
        Assert.Equal(People, (await call.ResponseAsync).RegisteredCount);
        return await scene.QueryAsync("select id::text from volunteers order by id", r => r.GetString(0));
    }

    private static string Number(int n)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var seventeen = $"51010419800101{n:000}";
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }
}
