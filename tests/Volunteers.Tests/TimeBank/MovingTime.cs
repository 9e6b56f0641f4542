using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Points;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.TimeBank;

[Collection(WithBroker.Name)]
public sealed class MovingTime(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task A_thousand_transfers_at_once_lose_nothing_and_leave_nobody_below_zero()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Saver(6)));
        var random = new Random(7);
        var moves = Enumerable.Range(0, 1000).Select(_ => (From: random.Next(8), To: random.Next(8), Minutes: random.Next(1, 90), Twice: random.Next(10) == 0)).Where(m => m.From != m.To).ToList();
        var clerk = app.County();
        var done = 0;
        await Parallel.ForEachAsync(moves, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (move, _) =>
        {
            var request = new GiveTimeRequest { RequestId = NewId(), FromId = people[move.From], ToId = people[move.To], Minutes = move.Minutes, Reason = "转赠" };
            var given = false;
            for (var tries = 0; tries < (move.Twice ? 2 : 1); tries++)
            {
                try
                {
                    await clerk.TimeBank.GiveTimeAsync(request, cancellationToken: CancellationToken.None);
                    given = true;
                }
                catch (RpcException e) when (Read(e).Reason == "NOT_ENOUGH_TIME") { }
            }
            if (given) Interlocked.Increment(ref done);
        });
        Assert.True(done > 300);
        Assert.Equal(done, await app.Query<long>("select count(*) from postings where kind = 2 and from_id = any ($1)", people.Select(Guid.Parse).ToArray()));
        Assert.Equal(8 * 360, await app.Query<long>("select sum(balance)::bigint from accounts where id = any ($1)", people.Select(Guid.Parse).ToArray()));
        Assert.Equal(0, await app.Query<long>("select sum(balance)::bigint from accounts"));
        Assert.Equal(0, await app.Query<long>("select count(*) from accounts where balance < 0 and kind <> 3"));
        foreach (var person in people)
        {
            var proof = await clerk.TimeBank.ProveBalanceAsync(new() { AccountId = person });
            Assert.True(proof.Proven, $"{proof}");
        }
        var statement = await clerk.TimeBank.ListPostingsAsync(new() { AccountId = people[0], PageSize = 500 });
        Assert.Equal((await clerk.TimeBank.ProveBalanceAsync(new() { AccountId = people[0] })).PostingCount, statement.Postings.Count);
    }

    [Fact]
    public async Task What_is_earned_above_the_cap_is_donated_and_a_kind_that_does_not_count_earns_nothing()
    {
        await app.As("county-centre", "510703").TimeBank.SetTimeRuleAsync(new() { RequestId = NewId(), Rule = new TimeRule { DivisionCode = "510703", CapMinutes = 100, Percent = 100, Kinds = { "elderly-care" } } });
        var home = SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith("510703", StringComparison.Ordinal)).Code;
        var volunteer = await app.NewVolunteer(home);
        await Serve(volunteer.Id, home, -30, 2, "elderly-care");
        await Serve(volunteer.Id, home, -20, 2, "general");
        await EventuallyAsync("both are counted", async () => await app.Query<long>("select served_minutes from volunteers where id = $1", Guid.Parse(volunteer.Id)), n => n == 240);
        var centre = app.As("county-centre", "510703");
        Assert.Equal(100, (await centre.TimeBank.GetAccountAsync(new() { Id = volunteer.Id })).BalanceMinutes);
        var pool = await centre.TimeBank.GetAccountAsync(new() { Id = "510703" });
        Assert.Equal((AccountKind.Pool, 20L), (pool.Kind, pool.BalanceMinutes));
        Assert.True((await centre.TimeBank.ProveBalanceAsync(new() { AccountId = "510703" })).Proven);
        Assert.Equal("510703", (await centre.TimeBank.GetTimeRuleAsync(new() { DivisionCode = home })).DivisionCode);
        Assert.Equal((90_000L, "51"), (await app.County().TimeBank.GetTimeRuleAsync(new() { DivisionCode = SmallMap.Community })) is var rule ? (rule.CapMinutes, rule.DivisionCode) : default);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.County().TimeBank.SetTimeRuleAsync(new() { Rule = new TimeRule { DivisionCode = "51", Percent = 100 } }));
    }

    [Fact]
    public async Task A_rule_set_by_several_at_once_is_one_rule_and_who_was_slower_is_told()
    {
        var centre = app.As("county-centre", "510704");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(async n =>
        {
            try
            {
                await centre.TimeBank.SetTimeRuleAsync(new() { RequestId = NewId(), Rule = new TimeRule { DivisionCode = "510704", CapMinutes = 1000 + n, Percent = 100 } });
                return "set";
            }
            catch (RpcException e)
            {
                return Read(e).Reason;
            }
        }));
        Assert.Contains("set", outcomes);
        Assert.DoesNotContain(outcomes, o => o is not ("set" or "ETAG_MISMATCH"));
        Assert.Equal(1, await app.Query<long>("select count(*) from time_rules where area = '510704'"));
    }

    [Fact]
    public async Task A_resident_gives_the_own_minutes_a_mistake_is_reversed_once_and_a_frozen_account_gives_nothing()
    {
        var me = app.As("resident", SmallMap.Community, subject: "giver");
        var mine = (await me.Registrations.RegisterVolunteerAsync(People.ToRegister())).Id;
        await Serve(mine, SmallMap.Community, -30, 2, "general");
        await EventuallyAsync("it is earned", async () => await app.Query<long>("select coalesce(max(balance), 0) from accounts where id = $1", Guid.Parse(mine)), n => n == 120);
        var other = await Saver(1);
        await Refused(StatusCode.NotFound, "ACCOUNT_NOT_FOUND", () => me.TimeBank.GetAccountAsync(new() { Id = other }));
        await Refused(StatusCode.NotFound, "ACCOUNT_NOT_FOUND", () => me.TimeBank.GiveTimeAsync(new() { FromId = other, ToId = mine, Minutes = 10, Reason = "试试" }));
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_TIME", () => me.TimeBank.GiveTimeAsync(new() { FromId = mine, ToId = other, Minutes = 121, Reason = "感谢" }));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var given = await me.TimeBank.GiveTimeAsync(new() { RequestId = NewId(), FromId = mine, ToId = other, Minutes = 50, Reason = "感谢" });
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await me.TimeBank.DonateTimeAsync(new() { RequestId = NewId(), FromId = mine, Minutes = 10 });
        Assert.Equal(60, (await me.TimeBank.GetAccountAsync(new() { Id = mine })).BalanceMinutes);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.County().TimeBank.ReversePostingAsync(new() { RequestId = NewId(), Id = given.Id, Reason = "转错了人" });
        await Refused(StatusCode.FailedPrecondition, "POSTING_REVERSED_ALREADY", () => app.County().TimeBank.ReversePostingAsync(new() { RequestId = NewId(), Id = given.Id, Reason = "转错了人" }));
        Assert.Equal(110, (await me.TimeBank.GetAccountAsync(new() { Id = mine })).BalanceMinutes);
        Assert.Equal(["POSTING_KIND_REVERSE", "DONATE", "GIVE", "EARN"], (await me.TimeBank.ListPostingsAsync(new() { AccountId = mine })).Postings.Select(p => p.Kind == PostingKind.Reverse ? "POSTING_KIND_REVERSE" : p.Kind.ToString().ToUpperInvariant()));

        await app.County().TimeBank.FreezeAccountAsync(new() { RequestId = NewId(), Id = mine, Frozen = true, Reason = "核查异常" });
        await Refused(StatusCode.FailedPrecondition, "ACCOUNT_FROZEN", () => me.TimeBank.GiveTimeAsync(new() { FromId = mine, ToId = other, Minutes = 1, Reason = "感谢" }));
        await WrongFields(() => me.TimeBank.GiveTimeAsync(new() { FromId = "x", ToId = "y" }), "from_id", "to_id", "minutes", "reason");
        await WrongFields(() => app.County().TimeBank.SetTimeRuleAsync(new() { Rule = new TimeRule { DivisionCode = "x", CapMinutes = -1, Percent = 1001, Kinds = { "x" } } }), "rule.division_code", "rule.cap_minutes", "rule.percent", "rule.kinds[0]");
    }

    [Fact]
    public async Task Who_has_moved_house_gives_at_once_though_the_token_still_names_the_old_community()
    {
        var me = app.As("resident", SmallMap.Community, subject: "mover");
        var mine = (await me.Registrations.RegisterVolunteerAsync(People.ToRegister())).Id;
        await Serve(mine, SmallMap.Community, -30, 2, "general");
        await EventuallyAsync("it is earned", async () => await app.Query<long>("select coalesce(max(balance), 0) from accounts where id = $1", Guid.Parse(mine)), n => n == 120);
        await app.As("resident", SmallMap.NextCounty, subject: "mover").Registrations.TransferVolunteerAsync(new() { RequestId = NewId(), Id = mine, DivisionCode = SmallMap.NextCounty });
        await EventuallyAsync("the account follows", async () => await app.Query<string>("select area from accounts where id = $1", Guid.Parse(mine)), area => area == SmallMap.NextCounty);
        var other = await Saver(1);
        await me.TimeBank.GiveTimeAsync(new() { RequestId = NewId(), FromId = mine, ToId = other, Minutes = 50, Reason = "感谢" });
        // To the pool of the new county, whether anything came there before or not.
        var pool = await app.Query<long>("select coalesce(max(balance), 0) from accounts where kind = 2 and area = '510105'");
        await me.TimeBank.DonateTimeAsync(new() { RequestId = NewId(), FromId = mine, Minutes = 10 });
        Assert.Equal(60, (await me.TimeBank.GetAccountAsync(new() { Id = mine })).BalanceMinutes);
        Assert.Equal(pool + 10, await app.Query<long>("select balance from accounts where kind = 2 and area = '510105'"));
        Assert.Equal(0, await app.Query<long>("select sum(balance)::bigint from accounts"));
    }

    [Fact]
    public async Task Figures_say_what_a_county_owes_and_what_came_and_went_in_the_period()
    {
        const string county = "510105";
        var centre = app.As("county-centre", county);
        async Task<TimeFigures> Figures() => Assert.Single((await centre.TimeBank.GetTimeFiguresAsync(new() { DivisionCode = county, FromDate = app.Today(-1), ToDate = app.Today(1) })).Figures);
        var volunteer = await app.NewVolunteer(SmallMap.NextCounty);
        await Serve(volunteer.Id, SmallMap.NextCounty, -30, 2, "general");
        await EventuallyAsync("it is earned", async () => await app.Query<long>("select coalesce(max(balance), 0) from accounts where id = $1", Guid.Parse(volunteer.Id)), n => n == 120);
        var before = await Figures();
        Assert.Equal((county, true, true), (before.DivisionCode, before.DivisionName.Length > 0, before.AccountCount >= 1 && before.OutstandingMinutes >= 120 && before.EarnedMinutes >= 120));
        await Serve(volunteer.Id, SmallMap.NextCounty, -20, 1, "general");
        await EventuallyAsync("it is earned", async () => await app.Query<long>("select balance from accounts where id = $1", Guid.Parse(volunteer.Id)), n => n == 180);
        await centre.TimeBank.DonateTimeAsync(new() { RequestId = NewId(), FromId = volunteer.Id, Minutes = 30 });
        var order = await centre.Orders.PlaceOrderAsync(new() { RequestId = NewId(), AccountId = volunteer.Id, DivisionCode = SmallMap.NextCounty, Kind = "general", StartTime = app.In(1), Minutes = 60 });
        var after = await Figures();
        Assert.Equal((60, -30, 30, 60, 0), (after.EarnedMinutes - before.EarnedMinutes, after.OutstandingMinutes - before.OutstandingMinutes, after.PoolMinutes - before.PoolMinutes, after.HeldMinutes - before.HeldMinutes, after.SpentMinutes - before.SpentMinutes));
        // Another period knows nothing of it; what people hold is said as it is now.
        var earlier = Assert.Single((await centre.TimeBank.GetTimeFiguresAsync(new() { DivisionCode = county, FromDate = "2025-01-01", ToDate = "2025-02-01" })).Figures);
        Assert.Equal((0, after.OutstandingMinutes), (earlier.EarnedMinutes, earlier.OutstandingMinutes));
        Assert.Contains((await app.As("city-centre", "5101").TimeBank.GetTimeFiguresAsync(new() { DivisionCode = "5101", FromDate = app.Today(-1), ToDate = app.Today(1) })).Figures, f => f.DivisionCode == county && f.EarnedMinutes == after.EarnedMinutes);
        await centre.Orders.WithdrawOrderAsync(new() { RequestId = NewId(), Id = order.Id });

        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.County().TimeBank.GetTimeFiguresAsync(new() { DivisionCode = county, FromDate = app.Today(), ToDate = app.Today() }));
        await WrongFields(() => centre.TimeBank.GetTimeFiguresAsync(new() { DivisionCode = "51", FromDate = "x", ToDate = "x" }), "division_code", "from_date", "to_date");
        await WrongFields(() => centre.TimeBank.GetTimeFiguresAsync(new() { DivisionCode = "510105001", FromDate = "2026-01-02", ToDate = "2026-01-01" }), "division_code", "to_date");
    }

    /// <summary>A volunteer who has earned some hours.</summary>
    private async Task<string> Saver(double hours)
    {
        var volunteer = await app.NewVolunteer();
        await Serve(volunteer.Id, SmallMap.Community, -30, hours, "general");
        await EventuallyAsync("it is earned", async () => await app.Query<long>("select coalesce(max(balance), 0) from accounts where id = $1", Guid.Parse(volunteer.Id)), n => n == (long)(hours * 60));
        return volunteer.Id;
    }

    private async Task Serve(string volunteer, string place, double startsIn, double hours, string kind) => await app.As("county-centre", place[..6]).Records.EnterRecordAsync(new()
    {
        RequestId = NewId(), VolunteerId = volunteer, DivisionCode = place, Kind = kind, StartTime = app.In(startsIn), EndTime = app.In(startsIn + hours),
    });
}
