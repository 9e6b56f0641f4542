using System.Diagnostics;
using Governance.Events.Grid.V1;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Emergencies;

[Collection(WithBroker.Name)]
public sealed class ListingTheVulnerable(WelfareAppWithBroker app)
{
    private async Task<Guid> HappensAsync(string area, Guid? id = null, int level = 1)
    {
        var happened = new EmergencyActivated(id ?? Guid.Parse(NewId()), area, "flood", level, app.Clock.GetUtcNow());
        await app.PublishAsync(happened);
        await EventuallyAsync("the list is there", () => app.Query<bool>("select exists (select from emergencies where id = $1 and listed_at >= activated_at and version > 0)", happened.EmergencyId));
        return happened.EmergencyId;
    }

    [Fact]
    public async Task Who_lives_there_is_listed_by_risk_shown_to_whom_it_concerns_and_kept_with_who_was_reached()
    {
        const string home = "510105008001", other = "510105009004";
        var (plain, aged, grave, veiled, away) = (await app.New(home: home), await app.New(app.ToRegister(home, WelfareApp.NewNumber("19300101", male: false))), await app.New(home: home), await app.New(home: home), await app.New(home: other));
        await app.QueryAll<int>("update people set risk = 4, ability = 5 where id = $1", Guid.Parse(grave.Id));
        await app.Supervisor("510105").People.SealPersonAsync(new() { RequestId = NewId(), Id = veiled.Id, Reason = "本人申请封存" });
        var id = (await HappensAsync("510105")).ToString();
        var worker = app.Worker(home[..9], "rescuer");
        async Task<List<string>> Shown(WelfareCaller who, bool unreached = false, string division = "")
        {
            var (all, request) = (new List<string>(), new ListVulnerablePeopleRequest { Id = id, Purpose = ReadPurpose.Emergency, UnreachedOnly = unreached, DivisionCode = division, PageSize = 2 });
            do
            {
                var page = await who.Emergencies.ListVulnerablePeopleAsync(request);
                all.AddRange(page.People.Select(p => p.PersonId));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return all;
        }
        Assert.Equal([grave.Id, aged.Id, plain.Id], await Shown(worker));
        Assert.Contains("rescuer ListVulnerablePeople Emergency", await app.Trail(grave.Id));
        Assert.Equal(4, (await Shown(app.Supervisor("510105"), division: home)).Count);
        Assert.Contains(away.Id, await Shown(app.Supervisor("510105")));
        Assert.Contains(id, (await worker.Emergencies.ListEmergenciesAsync(new())).Emergencies.Select(e => e.Id));
        await Refused(StatusCode.NotFound, "EMERGENCY_NOT_FOUND", () => app.Worker("510104017").Emergencies.GetEmergencyAsync(new() { Id = id }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("child-director", home).Emergencies.ListVulnerablePeopleAsync(new() { Id = id, Purpose = ReadPurpose.Emergency }));

        await Refused(StatusCode.NotFound, "VULNERABLE_PERSON_NOT_FOUND", () => worker.Emergencies.RecordReachedAsync(new() { Id = id, PersonId = away.Id, Outcome = ReachOutcome.Safe }));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => worker.Emergencies.RecordReachedAsync(new() { Id = id, PersonId = veiled.Id, Outcome = ReachOutcome.Safe }));
        await WrongFields(() => worker.Emergencies.RecordReachedAsync(new() { Id = id, PersonId = "x" }), "person_id", "outcome");
        await worker.Emergencies.RecordReachedAsync(new() { RequestId = NewId(), Id = id, PersonId = grave.Id, Outcome = ReachOutcome.NeedsHelp });
        var reached = await worker.Emergencies.RecordReachedAsync(new() { RequestId = NewId(), Id = id, PersonId = grave.Id, Outcome = ReachOutcome.Sheltered });
        Assert.Equal((ReachOutcome.Sheltered, "rescuer", RiskLevel.Critical), (reached.Outcome, reached.ReachedBy, reached.RiskLevel));
        Assert.Equal([aged.Id, plain.Id], await Shown(worker, unreached: true));
        var emergency = await worker.Emergencies.GetEmergencyAsync(new() { Id = id });
        Assert.Equal((4L, 1L, 0L, "flood"), (emergency.PeopleCount, emergency.ReachedCount, emergency.NeedingHelpCount, emergency.Kind));

        // Told again, under another id of the event too: the list is as it was.
        await app.PublishAsync(new EmergencyActivated(Guid.Parse(id), "510105", "flood", 1, app.Clock.GetUtcNow()));
        var next = await HappensAsync("510105");
        Assert.NotEqual(id, next.ToString());
        Assert.Equal(ReachOutcome.Sheltered, (await worker.Emergencies.ListVulnerablePeopleAsync(new() { Id = id, Purpose = ReadPurpose.Emergency })).People[0].Outcome);
        Assert.Single(await app.Events("VulnerablePeopleListed"), e => e.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hundred_thousand_are_listed_within_a_minute()
    {
        // Ten times ten thousand: one statement of them all may take longer than a command is given on a busy machine.
        for (var batch = 0; batch < 10; batch++)
        {
            await app.QueryAll<int>("""
                insert into people (id, name, birth_year, sex, kinds, disabilities, disability_grade, ability, risk, state, registered_at, area, version, event_sequence)
                select gen_random_uuid(), '\x00', 1935 + n % 30, 1, array[1 + n % 6], array[]::int[], nullif(n % 5, 0), 1 + n % 5, 1 + n % 4, 1, now(), '51070300' || n % 10 || '00' || n % 7, 1, 0 from generate_series($1 * 10000 + 1, $1 * 10000 + 10000) n
                """, batch);
        }
        var watch = Stopwatch.StartNew();
        var id = await HappensAsync("5107");
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
        Assert.Equal(100_000, (await app.Supervisor("5107").Emergencies.GetEmergencyAsync(new() { Id = id.ToString() })).PeopleCount);
        Assert.Equal(0, await app.Query<long>("select count(*) from (select urgency, lag(risk) over (order by urgency desc) as above, risk from emergency_people where emergency_id = $1) l where risk > above", id));
    }
}
