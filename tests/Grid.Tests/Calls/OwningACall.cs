using Governance.Grid.Tests.Disputes;
using Governance.Grid.V1;
using Grpc.Core;
using Npgsql;
using static Governance.Grid.Tests.Calls.Appeals;

namespace Governance.Grid.Tests.Calls;

/// <summary>A call is always somebody's: who has it, why, who sent it back, and what other rules would have done.</summary>
public sealed class OwningACall(GridApp app) : IClassFixture<GridApp>
{
    // Whoever owns it, from intake to the end; and nothing that is open may be nobody's. What was merged is answered by a call that goes on, or has been answered.
    private const string Unowned = """
        select count(*) from calls c left join calls h on h.id = c.merged_into
        where (c.state in (3, 4, 6) and c.unit is null) or (c.state = 11 and c.resolved_at is null and (h.id is null or h.state in (10, 11)))
        """;

    [Fact]
    public async Task From_intake_to_the_end_somebody_owns_it()
    {
        var centre = app.Centre();
        var call = await app.AsResident().Calls.OpenCallAsync(Appeal(""));
        Assert.Equal("510104", call.OwnerCode);
        call = await centre.Calls.TriageCallAsync(new() { Id = call.Id, CategoryCode = StreetLight });
        Assert.Equal((Appeals.Unit, Appeals.Unit), (call.UnitCode, call.OwnerCode));
        call = await app.Clerk().Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "不属于本单位职责" });
        Assert.Equal(("", "510104"), (call.UnitCode, call.OwnerCode));
        call = await centre.Calls.EscalateCallAsync(new() { Id = call.Id, Reason = "需要市级协调" });
        Assert.Equal((ResponseLevel.City, "5101"), (call.Level, call.OwnerCode));
        call = await centre.Calls.WithdrawCallAsync(new() { Id = call.Id, Reason = "居民撤回" });
        Assert.Equal("", call.OwnerCode);
        Assert.Equal(0, await app.Query<long>(Unowned));
    }

    [Fact]
    public async Task Who_called_about_the_same_is_not_withdrawn_with_the_call_that_went_on_for_all()
    {
        var (first, second, third) = (app.AsResident(subject: "head"), app.AsResident(subject: "heir"), app.AsResident(subject: "other"));
        var head = await first.Calls.OpenCallAsync(Appeal());
        app.Clock.Advance(TimeSpan.FromMilliseconds(2));
        var heir = await second.Calls.OpenCallAsync(Appeal(text: "东门的灯坏了"));
        app.Clock.Advance(TimeSpan.FromMilliseconds(2));
        var other = await third.Calls.OpenCallAsync(Appeal(text: "东门太黑"));
        var (centre, clerk) = (app.Centre(), app.Clerk());
        foreach (var call in (Call[])[other, heir]) await centre.Calls.MergeCallsAsync(new() { Id = call.Id, IntoId = head.Id, Reason = "同一盏路灯" });
        await clerk.Calls.AcceptCallAsync(new() { Id = head.Id });
        var started = await clerk.Calls.StartCallAsync(new() { Id = head.Id });
        var whistle = await centre.Whistles.BlowWhistleAsync(new() { CallId = head.Id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = Appeals.Unit, Task = "到场" } } });

        Assert.Equal((CallState.Withdrawn, 0), (await first.Calls.WithdrawCallAsync(new() { Id = head.Id, Reason = "我搬走了" })) is var gone ? (gone.State, gone.MergedCount) : default);
        Assert.Equal(0, await app.Query<long>(Unowned));
        var goesOn = await centre.Calls.GetCallAsync(new() { Id = heir.Id });
        Assert.Equal((CallState.InProgress, Appeals.Unit, Appeals.Unit, 1, "", started.ResolveDueTime), (goesOn.State, goesOn.UnitCode, goesOn.OwnerCode, goesOn.MergedCount, goesOn.MergedIntoId, goesOn.ResolveDueTime));
        Assert.Equal(heir.Id, (await centre.Calls.GetCallAsync(new() { Id = other.Id })).MergedIntoId);
        Assert.Contains((await centre.Calls.ListCallStepsAsync(new() { Id = heir.Id })).Steps, s => s.Kind == "GoOn");
        // What the units were summoned to goes on with it, and answers it.
        Assert.Equal(heir.Id, (await centre.Whistles.GetWhistleAsync(new() { Id = whistle.Id })).CallId);
        await clerk.Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Appeals.Unit });
        await clerk.Whistles.HandInAsync(new() { Id = whistle.Id, UnitCode = Appeals.Unit, Result = "已更换灯泡" });
        Assert.Equal(CallState.Resolved, (await second.Calls.GetCallAsync(new() { Id = heir.Id })).State);
        Assert.Contains("已更换灯泡", (await third.Calls.GetCallAsync(new() { Id = other.Id })).Resolution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_turns_out_to_be_private_goes_on_alone_and_the_others_without_it()
    {
        var (head, other) = (await app.AsResident().Calls.OpenCallAsync(Appeal(Suggestion)), await app.AsResident().Calls.OpenCallAsync(Appeal(Suggestion)));
        await app.Centre().Calls.MergeCallsAsync(new() { Id = other.Id, IntoId = head.Id, Reason = "同一件事" });
        Assert.Equal(0, (await app.Centre().Calls.TriageCallAsync(new() { Id = head.Id, CategoryCode = ElderlyAlone })).MergedCount);
        Assert.Equal((CallState.Triaged, "510104", ""), (await app.Centre().Calls.GetCallAsync(new() { Id = other.Id })) is var on ? (on.State, on.OwnerCode, on.MergedIntoId) : default);
    }

    [Fact]
    public async Task The_database_refuses_a_call_that_a_unit_works_on_and_nobody_has()
    {
        var call = await app.InProgress();
        var broken = await Assert.ThrowsAsync<PostgresException>(() => app.Query<int>("update calls set unit = null where id = $1 returning 1", Guid.Parse(call.Id)));
        Assert.Equal("ck_calls_owned", broken.ConstraintName);
    }

    [Fact]
    public async Task Calls_of_a_unit_that_is_no_more_are_taken_back_and_the_rules_decide_anew()
    {
        await app.QueryAll<int>("insert into units (code, name, division_code, retired) values ('510104-77', '将撤销的单位', '510104', false) returning 1");
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        var centre = app.Centre();
        async Task<Call> At(string category)
        {
            var call = await app.AsResident().Calls.OpenCallAsync(Appeal(category));
            if (call.UnitCode.Length > 0) await app.Clerk(call.UnitCode).Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "不属于本单位职责" });
            await centre.Calls.DispatchCallAsync(new() { Id = call.Id, UnitCode = "510104-77", Reason = "指定办理" });
            return await app.Clerk("510104-77").Calls.AcceptCallAsync(new() { Id = call.Id });
        }
        var (ruled, unruled) = (await At(StreetLight), await At(Suggestion));
        // It is summoned, too, with one that answers and alone.
        var (both, alone) = (await app.AsResident().Calls.OpenCallAsync(Appeal()), await app.AsResident().Calls.OpenCallAsync(Appeal()));
        async Task<Whistle> Summon(Call call, params string[] units) => await centre.Whistles.BlowWhistleAsync(new() { CallId = call.Id, Reason = "需要多个单位", Summons = { units.Select(u => new Summons { UnitCode = u, Task = "到场" }) } });
        var (answered, unanswered) = (await Summon(both, Appeals.Unit, "510104-77"), await Summon(alone, "510104-77"));
        await app.Clerk().Whistles.ReportInAsync(new() { Id = answered.Id, UnitCode = Appeals.Unit });
        await app.Clerk().Whistles.HandInAsync(new() { Id = answered.Id, UnitCode = Appeals.Unit, Result = "已更换灯泡" });
        await app.QueryAll<int>("update units set retired = true where code = '510104-77' returning 1");
        foreach (var (call, owner, state) in new[] { (ruled, Appeals.Unit, CallState.Dispatched), (unruled, "510104", CallState.Triaged) })
        {
            var now = await EventuallyAsync("it is taken back", async () =>
            {
                app.Clock.Advance(TimeSpan.FromSeconds(61));
                return await centre.Calls.GetCallAsync(new() { Id = call.Id });
            }, c => c.OwnerCode != "510104-77");
            Assert.Equal((owner, state), (now.OwnerCode, now.State));
            Assert.Single((await centre.Calls.ListCallStepsAsync(new() { Id = call.Id })).Steps, s => s.Kind == "TakeBack");
        }
        Assert.Equal(0, await app.Query<long>("select count(*) from calls c join units u on u.code = c.unit where u.retired and c.state in (3, 4, 6)"));
        await EventuallyAsync("nobody waits for it", async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(61));
            return await app.Query<long>("select count(*) from whistle_tasks t join units u on u.code = t.unit where u.retired and t.state in (1, 2)") == 0;
        });
        Assert.Equal((CallState.Resolved, CallState.Dispatched), ((await centre.Calls.GetCallAsync(new() { Id = both.Id })).State, (await centre.Calls.GetCallAsync(new() { Id = alone.Id })).State));
        Assert.NotNull((await centre.Whistles.GetWhistleAsync(new() { Id = unanswered.Id })).CompleteTime);
    }

    [Fact]
    public async Task Whistles_that_cannot_be_seen_to_starve_no_other()
    {
        await app.QueryAll<int>("insert into units (code, name, division_code, retired) values ('510104-78', '将撤销的单位', '510104', false) returning 1");
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        var call = await app.AsResident().Calls.OpenCallAsync(Appeal());
        var whistle = await app.Centre().Whistles.BlowWhistleAsync(new() { CallId = call.Id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = "510104-78", Task = "到场" } } });
        // Older ones, of calls that nobody finds: twice as many as are taken at a time.
        await app.QueryAll<int>("insert into whistles (id, call_id, reason, blown_at, area, version, event_sequence) select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, gen_random_uuid(), '某事', now(), $1, 1, 0 from generate_series(1, 400) n returning 1", SmallMap.Community);
        try
        {
            await app.QueryAll<int>("insert into whistle_tasks (whistle_id, unit, area, task, report_due_at, state, report_missed, score) select id, '510104-78', area, '到场', 'infinity', 1, true, 0 from whistles where id < '00000000-0000-7000-8000-000000000999' returning 1");
            await app.QueryAll<int>("update units set retired = true where code = '510104-78' returning 1");
            await EventuallyAsync("the one that can be is seen to", async () =>
            {
                app.Clock.Advance(TimeSpan.FromSeconds(61));
                return (await app.Centre().Whistles.GetWhistleAsync(new() { Id = whistle.Id })).CompleteTime is not null;
            });
        }
        finally
        {
            await app.QueryAll<int>("delete from whistles where id < '00000000-0000-7000-8000-000000000999' returning 1");
        }
    }

    [Fact]
    public async Task Who_sent_a_call_back_how_often_is_kept_and_counted()
    {
        var place = await app.NewCommunity();
        var call = await app.AsResident(place).Calls.OpenCallAsync(Appeal(place: place));
        await app.Clerk().Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "不属于本单位职责" });
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Centre().Calls.DispatchCallAsync(new() { Id = call.Id, UnitCode = "510104-14", Reason = "供电设施" });
        await app.Clerk("510104-14").Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "路灯不归供电公司" });

        var returns = (await app.Centre().Calls.ListReturnsAsync(new() { CallId = call.Id })).Returns;
        Assert.Equal([("510104-14", 2, "路灯不归供电公司"), (Appeals.Unit, 1, "不属于本单位职责")], returns.Select(r => (r.UnitCode, r.Ordinal, r.Reason)));
        var page = await app.Centre().Calls.ListReturnsAsync(new() { DivisionCode = place, PageSize = 1 });
        Assert.Equal(1, Assert.Single((await app.Centre().Calls.ListReturnsAsync(new() { DivisionCode = place, PageSize = 1, PageToken = page.NextPageToken })).Returns).Ordinal);
        // A unit sees what it sent back itself, a resident nothing of it, another county nothing at all.
        Assert.Equal(Appeals.Unit, Assert.Single((await app.Clerk().Calls.ListReturnsAsync(new() { CallId = call.Id })).Returns).UnitCode);
        Assert.Empty((await app.AsResident(place).Calls.ListReturnsAsync(new())).Returns);
        Assert.Empty((await app.Centre("510105").Calls.ListReturnsAsync(new() { CallId = call.Id })).Returns);

        var figures = await app.As("town-clerk", place[..9]).Calls.GetReturnFiguresAsync(new() { DivisionCode = place[..9], FromDate = "2026-03-01", ToDate = "2026-12-31" });
        Assert.Equal((2, 1), (figures.ReturnCount, figures.CallCount));
        Assert.Equal([(Appeals.Unit, 1, 0), ("510104-14", 1, 1)], figures.Units.Select(u => (u.UnitCode, (int)u.ReturnCount, (int)u.AgainCount)));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.As("town-clerk", place[..9]).Calls.GetReturnFiguresAsync(new() { DivisionCode = "510104", FromDate = "2026-03-01", ToDate = "2026-12-31" }));
    }

    [Fact]
    public async Task Rules_are_tried_on_what_was_before_they_are_set()
    {
        var place = await app.NewCommunity();
        var town = place[..9];
        for (var i = 0; i < 3; i++) await app.AsResident(place).Calls.OpenCallAsync(Appeal(place: place));
        await app.AsResident(place).Calls.OpenCallAsync(Appeal(Suggestion, place));
        var bounced = await app.AsResident(place).Calls.OpenCallAsync(Appeal(place: place));
        await app.Clerk().Calls.ReturnCallAsync(new() { Id = bounced.Id, Reason = "不属于本单位职责" });
        await app.Centre().Calls.DispatchCallAsync(new() { Id = bounced.Id, UnitCode = "510104-14", Reason = "供电设施" });

        var centre = app.Centre();
        TryDispatchRulesRequest Try(params (string Category, string To)[] rules) => new()
        {
            DivisionCode = town, FromDate = "2026-03-01", ToDate = "2026-05-31", Rules = { rules.Select(r => new DispatchRule { CategoryCode = r.Category, UnitCode = r.To }) },
        };
        var trial = await centre.Categories.TryDispatchRulesAsync(Try((StreetLight, "510104-14"), ("10", "510104-05")));
        Assert.Equal((5, 5), (trial.CallCount, trial.ChangedCount));
        Assert.Equal([(StreetLight, Appeals.Unit, "510104-14", 4, 1, 1), (Suggestion, "", "510104-05", 1, 0, 0)],
            trial.Changes.Select(c => (c.CategoryCode, c.UnitCode, c.TriedUnitCode, (int)c.CallCount, (int)c.ReturnedCount, (int)c.MatchedCount)));
        Assert.Contains(town, trial.Changes[0].Reason, StringComparison.Ordinal);
        // Nothing was set; and what is set as it is today changes nothing.
        Assert.Equal(Appeals.Unit, (await app.AsResident(place).Calls.OpenCallAsync(Appeal(place: place))).UnitCode);
        Assert.Equal(0, await app.Query<long>("select count(*) from dispatch_rules where area = $1", town));
        Assert.Equal(0, (await centre.Categories.TryDispatchRulesAsync(Try())).ChangedCount);
        await WrongFields(() => centre.Categories.TryDispatchRulesAsync(Try(("02", "510105-04"), ("99", ""))), "rules[0].unit_code", "rules[1].category_code");
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Centre("510105").Categories.TryDispatchRulesAsync(Try()));
        // A province's calls of three months are too many to be read for a try.
        await WrongFields(() => app.As("province-operator", "51").Categories.TryDispatchRulesAsync(new() { DivisionCode = "51", FromDate = "2026-03-01", ToDate = "2026-03-02" }), "division_code");
    }
}
