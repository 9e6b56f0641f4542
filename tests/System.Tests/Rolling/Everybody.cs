using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf;
using Governance.Grid.V1;
using Governance.Party.V1;
using Governance.SystemTests.Failures;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.SystemTests.Rolling;

/// <summary>
/// People who read and write in every service at a steady pace. They ask once: whatever is no answer is a failed call, also what a client would be allowed to try again. And each asks again what was answered,
/// with the same request_id: the answer must be the same one.
/// </summary>
internal sealed class Everybody : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Deadline = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource stop = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly ConcurrentBag<(string Call, double Milliseconds)> answered = [];
    private readonly List<Task> people = [];
    private const string CivilAffairs = "0703";
    private int number, cases;

    public ConcurrentQueue<string> Failed { get; } = new();

    /// <summary>What was promised, by service.</summary>
    public ConcurrentDictionary<string, int> Written { get; } = new();

    /// <summary>Appeals that Welfare is to make cases of.</summary>
    public int Cases => cases;

    public void Start(Func<string, CallInvoker> connect, Scene scene, HttpClient http, string secret)
    {
        foreach (var n in (int[])[0, 1]) foreach (var habit in Habits(_ => connect, scene, $"rolling-{n}")) people.Add(Task.Run(() => GoesOnAsync(habit)));
        people.Add(Task.Run(() => SignInAsync(http, secret)));
    }

    /// <summary>What one replica has done and the other is asked again, both ways: in the midst of an upgrade they are of two versions, and a client that lost its answer comes to either.</summary>
    public async Task CrossAsync(Scene scene, Func<string, int, Func<string, CallInvoker>> replica)
    {
        foreach (var (one, other) in ((int, int)[])[(0, 1), (1, 0)])
        {
            foreach (var (here, there) in Habits(s => replica(s, one), scene, "crossing").Zip(Habits(s => replica(s, other), scene, "crossing")))
            {
                await AskAsync($"{here.Service} write at replica {one}, again at {other}", async () =>
                {
                    var (request, answer) = await WriteAsync(here);
                    await AgainAsync(there, request, answer);
                    foreach (var read in there.Reads) await read(answer, Patiently());
                });
            }
        }
    }

    /// <summary>Something that is written again and again, and how it is looked at afterwards.</summary>
    private sealed record Habit(string Service, Func<IMessage> NewRequest, Func<IMessage, CallOptions, Task<IMessage>> Write, params Func<IMessage, CallOptions, Task>[] Reads);

    private static Habit Of<TRequest, TAnswer>(string service, Func<TRequest> request, Func<TRequest, CallOptions, AsyncUnaryCall<TAnswer>> write, params Func<TAnswer, CallOptions, Task>[] reads)
        where TRequest : IMessage where TAnswer : IMessage =>
        new(service, () => request(), async (r, o) => await write((TRequest)r, o), [.. reads.Select<Func<TAnswer, CallOptions, Task>, Func<IMessage, CallOptions, Task>>(read => (a, o) => read((TAnswer)a, o))]);

    private Habit[] Habits(Func<string, Func<string, CallInvoker>> connect, Scene scene, string resident)
    {
        var tokens = scene.Ground.Tokens;
        var (calls, centre) = (new Calls.CallsClient(connect("grid")(scene.Resident(resident))), new Calls.CallsClient(connect("grid")(scene.Centre())));
        var registrations = new Registrations.RegistrationsClient(connect("volunteers")(scene.Centre()));
        var organizations = new Organizations.OrganizationsClient(connect("party")(tokens.Create("party-office", ["party-office"], ["51"])));
        var files = new Welfare.V1.People.PeopleClient(connect("welfare")(tokens.Create("worker", ["welfare-worker"], ["510104017"])));
        var orgs = new SocialOrgs.V1.Organizations.OrganizationsClient(connect("socialorgs")(tokens.Create("orgs-office", ["orgs-office"], ["510104"])));
        return
        [
            Of("grid", () => Failures.Load.Appeal(), (r, o) => calls.OpenCallAsync(r, o), (call, o) => centre.GetCallAsync(new() { Id = call.Id }, o).ResponseAsync, (_, o) => centre.ListCallsAsync(new() { PageSize = 10 }, o).ResponseAsync),
            // A matter of civil affairs: a case of Welfare as well.
            Of("grid", () => Failures.Load.Appeal("对门的独居老人行动不便，想请社区照看", CivilAffairs), (r, o) => calls.OpenCallAsync(r, o), (call, o) => centre.GetCallAsync(new() { Id = call.Id }, o).ResponseAsync),
            Of("volunteers", () => new RegisterVolunteerRequest { RequestId = Failures.Load.NewId(), Name = "志愿者", IdentityNumber = NewNumber("19800101"), Phone = "13812345678", DivisionCode = Ground.Community },
                (r, o) => registrations.RegisterVolunteerAsync(r, o), (volunteer, o) => registrations.GetVolunteerAsync(new() { Id = volunteer.Id }, o).ResponseAsync),
            Of("party", () => new EstablishOrganizationRequest
            {
                RequestId = Failures.Load.NewId(), DivisionCode = "510104", Name = "中共锦江区委员会", Kind = Party.V1.OrganizationKind.Committee, Seat = OrganizationSeat.Division, FullMembers = 100, EstablishedDate = "2024-07-01",
            }, (r, o) => organizations.EstablishOrganizationAsync(r, o), (top, o) => organizations.GetOrganizationAsync(new() { Id = top.Id }, o).ResponseAsync),
            Of("welfare", () => new RegisterPersonRequest
            {
                RequestId = Failures.Load.NewId(), Name = "陈桂芳", IdentityNumber = NewNumber("19480102"), Phone = "13512345678", Address = "莲桂南路 3 号", DivisionCode = Ground.Community,
                Kinds = { ConcernKind.ElderlyLivingAlone }, Consent = new() { Ground = ConsentGround.Self, GiveDate = "2026-01-05" },
            }, (r, o) => files.RegisterPersonAsync(r, o), (person, o) => files.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Service }, o).ResponseAsync),
            Of("socialorgs", () => new SocialOrgs.V1.EnterOrganizationRequest
            {
                RequestId = Failures.Load.NewId(), DivisionCode = Ground.Community, Name = "锦江社会工作服务中心", Kind = SocialOrgs.V1.OrganizationKind.SocialWork, Purpose = "社会工作专业服务", MemberCount = 20, LeaderName = "李芳",
                LeaderPhone = "13512345678", UnifiedCode = NewCode(), RegisteredDate = "2024-07-01",
            }, (r, o) => orgs.EnterOrganizationAsync(r, o), (entered, o) => orgs.GetOrganizationAsync(new() { Id = entered.Id }, o).ResponseAsync),
        ];
    }

    /// <summary>Waits until every service has answered so many more writes, or a call has failed.</summary>
    public Task MoreAsync(int writes)
    {
        var until = Written.ToDictionary(w => w.Key, w => w.Value + writes);
        return Scene.EventuallyAsync($"{writes} more writes are answered everywhere", () => Task.FromResult(!Failed.IsEmpty || (Written.Count == 6 && Written.All(w => w.Value >= until.GetValueOrDefault(w.Key, writes)))));
    }

    /// <summary>Lets everybody finish what they have begun.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(people);
        var took = answered.Select(a => a.Milliseconds).Order().ToList();
        Scene.Say($"{answered.Count} calls answered ({answered.Count / clock.Elapsed.TotalSeconds:0}/s), {Failed.Count} failed; p50 {took[took.Count / 2]:0} ms, p99 {took[took.Count * 99 / 100]:0} ms, max {took[^1]:0} ms");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(people).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task GoesOnAsync(Habit habit)
    {
        while (!stop.IsCancellationRequested)
        {
            (IMessage Request, IMessage Answer)? done = null;
            await AskAsync($"{habit.Service} write", async () => done = await WriteAsync(habit));
            if (done is { } written)
            {
                foreach (var read in habit.Reads) await AskAsync($"{habit.Service} read", () => read(written.Answer, Patiently()));
                // As whoever lost the answer on the way: the guide promises the same one, whichever replica takes the question.
                await AskAsync($"{habit.Service} write, again", () => AgainAsync(habit, written.Request, written.Answer));
            }
            await Task.Delay(Pause);
        }
    }

    private async Task<(IMessage Request, IMessage Answer)> WriteAsync(Habit habit)
    {
        var request = habit.NewRequest();
        var answer = await habit.Write(request, Patiently());
        Written.AddOrUpdate(habit.Service, 1, (_, so) => so + 1);
        if (request is OpenCallRequest { CategoryCode: CivilAffairs }) Interlocked.Increment(ref cases);
        return (request, answer);
    }

    private static async Task AgainAsync(Habit habit, IMessage request, IMessage answer)
    {
        var again = await habit.Write(request, Patiently());
        if (!again.Equals(answer)) throw new InvalidOperationException($"{again} is another answer than {answer}");
    }

    // A partner's program that has a token made again and again; slowly, since the gateway lets an address sign in once a second.
    private async Task SignInAsync(HttpClient http, string secret)
    {
        while (!stop.IsCancellationRequested)
        {
            await AskAsync("identity sign-in", async () =>
            {
                using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "rolling"), new("client_secret", secret)]);
                using var answer = await http.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
                if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                Written.AddOrUpdate("identity", 1, (_, so) => so + 1);
            });
            await Task.Delay(1200);
        }
    }

    private static CallOptions Patiently() => new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Deadline);

    private async Task AskAsync(string what, Func<Task> call)
    {
        var at = clock.Elapsed;
        try
        {
            await call();
            answered.Add((what, (clock.Elapsed - at).TotalMilliseconds));
        }
        catch (Exception e)
        {
            var failed = $"{at.TotalSeconds:0.0} s: {what} after {(clock.Elapsed - at).TotalMilliseconds:0} ms: {e.Message} {(e as RpcException)?.Status.DebugException?.Message}";
            // The first ones at once: what they have in common is mostly seen while it happens.
            if (Failed.Count < 3) Scene.Say(failed);
            Failed.Enqueue(failed);
        }
    }

    // GB 11643.
    private string NewNumber(string birth)
    {
        var n = Interlocked.Increment(ref number);
        var seventeen = $"{510100 + n / 1000}{birth}{n % 1000:000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    // GB 32100.
    private string NewCode()
    {
        var seventeen = $"52510104{Interlocked.Increment(ref number):000000000}";
        const string characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var (sum, weight) = (0, 1);
        foreach (var c in seventeen)
        {
            sum += characters.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        return seventeen + characters[(31 - sum % 31) % 31];
    }
}
