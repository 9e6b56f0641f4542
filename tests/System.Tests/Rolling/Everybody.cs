using System.Collections.Concurrent;
using System.Diagnostics;
using Governance.Grid.V1;
using Governance.Party.V1;
using Governance.SystemTests.Failures;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.SystemTests.Rolling;

/// <summary>
/// People who read and write in every service at a steady pace. They ask once: whatever is no answer is a failed call, also what a client would be allowed to try again.
/// </summary>
internal sealed class Everybody : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150), Deadline = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource stop = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly ConcurrentBag<(string Call, double Milliseconds)> answered = [];
    private readonly List<Task> people = [];
    private int number;

    public ConcurrentQueue<string> Failed { get; } = new();

    /// <summary>What was promised, by service.</summary>
    public ConcurrentDictionary<string, int> Written { get; } = new();

    public void Start(Func<string, CallInvoker> connect, Scene scene, HttpClient http, string secret)
    {
        var tokens = scene.Ground.Tokens;
        foreach (var n in (int[])[0, 1])
        {
            var (resident, centre) = (new Calls.CallsClient(connect(scene.Resident($"rolling-{n}"))), new Calls.CallsClient(connect(scene.Centre())));
            Goes("grid", async o =>
            {
                var call = await resident.OpenCallAsync(Failures.Load.Appeal(), o);
                return [() => centre.GetCallAsync(new() { Id = call.Id }, o).ResponseAsync, () => centre.ListCallsAsync(new() { PageSize = 10 }, o).ResponseAsync];
            });
            var registrations = new Registrations.RegistrationsClient(connect(scene.Centre()));
            Goes("volunteers", async o =>
            {
                var volunteer = await registrations.RegisterVolunteerAsync(new() { RequestId = Failures.Load.NewId(), Name = "志愿者", IdentityNumber = NewNumber("19800101"), Phone = "13812345678", DivisionCode = Ground.Community }, o);
                return [() => registrations.GetVolunteerAsync(new() { Id = volunteer.Id }, o).ResponseAsync];
            });
            var organizations = new Organizations.OrganizationsClient(connect(tokens.Create("party-office", ["party-office"], ["51"])));
            Goes("party", async o =>
            {
                var top = await organizations.EstablishOrganizationAsync(new()
                {
                    RequestId = Failures.Load.NewId(), DivisionCode = "510104", Name = "中共锦江区委员会", Kind = Party.V1.OrganizationKind.Committee, Seat = OrganizationSeat.Division, FullMembers = 100, EstablishedDate = "2024-07-01",
                }, o);
                return [() => organizations.GetOrganizationAsync(new() { Id = top.Id }, o).ResponseAsync];
            });
            var files = new Welfare.V1.People.PeopleClient(connect(tokens.Create("worker", ["welfare-worker"], ["510104017"])));
            Goes("welfare", async o =>
            {
                var person = await files.RegisterPersonAsync(new()
                {
                    RequestId = Failures.Load.NewId(), Name = "陈桂芳", IdentityNumber = NewNumber("19480102"), Phone = "13512345678", Address = "莲桂南路 3 号", DivisionCode = Ground.Community,
                    Kinds = { ConcernKind.ElderlyLivingAlone }, Consent = new() { Ground = ConsentGround.Self, GiveDate = "2026-01-05" },
                }, o);
                return [() => files.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Service }, o).ResponseAsync];
            });
            var orgs = new SocialOrgs.V1.Organizations.OrganizationsClient(connect(tokens.Create("orgs-office", ["orgs-office"], ["510104"])));
            Goes("socialorgs", async o =>
            {
                var entered = await orgs.EnterOrganizationAsync(new()
                {
                    RequestId = Failures.Load.NewId(), DivisionCode = Ground.Community, Name = "锦江社会工作服务中心", Kind = SocialOrgs.V1.OrganizationKind.SocialWork, Purpose = "社会工作专业服务", MemberCount = 20, LeaderName = "李芳",
                    LeaderPhone = "13512345678", UnifiedCode = NewCode(), RegisteredDate = "2024-07-01",
                }, o);
                return [() => orgs.GetOrganizationAsync(new() { Id = entered.Id }, o).ResponseAsync];
            });
        }
        people.Add(Task.Run(() => SignInAsync(http, secret)));
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

    private void Goes(string service, Func<CallOptions, Task<Func<Task>[]>> write) => people.Add(Task.Run(async () =>
    {
        while (!stop.IsCancellationRequested)
        {
            Func<Task>[] reads = [];
            await AskAsync($"{service} write", async () =>
            {
                reads = await write(Patiently());
                Written.AddOrUpdate(service, 1, (_, so) => so + 1);
            });
            foreach (var read in reads) await AskAsync($"{service} read", read);
            await Task.Delay(Pause);
        }
    }));

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
            Failed.Enqueue($"{at.TotalSeconds:0.0} s: {what} after {(clock.Elapsed - at).TotalMilliseconds:0} ms: {e.Message} {(e as RpcException)?.Status.DebugException?.Message}");
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
