using Governance.Events.Grid.V1;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Cases;

[Collection(WithBroker.Name)]
public sealed class ComingFromAnAppeal(WelfareAppWithBroker app)
{
    private CallDispatched Dispatched(Guid call, string category = "0701", string area = SmallMap.Community + "003") =>
        new(call, area, category, "510104-01", true, app.Clock.GetUtcNow().AddHours(4), app.Clock.GetUtcNow().AddDays(5), app.Clock.GetUtcNow());

    [Fact]
    public async Task An_appeal_of_civil_affairs_is_one_referral_and_its_closing_names_the_appeal()
    {
        var (call, again, other) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        var before = await app.Query<long>("select count(*) from cases where source = 2");
        await app.PublishAsync(Dispatched(call), again);
        await app.PublishAsync(Dispatched(call), again);
        await app.PublishAsync(Dispatched(Guid.Parse(NewId()), "0201"));
        // A unit sent it back, and it was dispatched anew.
        await app.PublishAsync(Dispatched(call));
        await app.PublishAsync(Dispatched(other));
        await EventuallyAsync("the last is dealt with", async () => await app.Query<long>("select count(*) from cases where call_id = $1", other) == 1);
        Assert.Equal(before + 2, await app.Query<long>("select count(*) from cases where source = 2"));
        var worker = app.Worker();
        var found = Assert.Single((await worker.Cases.ListCasesAsync(new() { State = CaseState.Referred, Purpose = ReadPurpose.Case, PageSize = 500 })).Cases, c => c.CallId == call.ToString());
        Assert.Equal((CaseSource.Call, SmallMap.Community, "", app.Clock.GetUtcNow().AddHours(24)), (found.Source, found.DivisionCode, found.PersonId, found.DueTime.ToDateTimeOffset()));
        var person = await app.New();
        await app.Enlist(CaseLife.Reader);
        await worker.Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = found.Id, PersonId = person.Id, Findings = "情况属实" });
        await worker.Cases.OpenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Worker = CaseLife.Reader });
        await app.Close(found, "已上门核实，下月起按规定发放");
        foreach (var type in new[] { "CaseReferred", "CaseAccepted", "CaseClosed" }) Assert.Single(await app.Events(type), e => e.Contains(call.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_appeal_that_is_closed_takes_back_the_referral_that_nobody_has_taken_on_and_no_other()
    {
        var (undecided, begun, merged, kept) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        foreach (var call in new[] { undecided, begun, merged }) await app.PublishAsync(Dispatched(call));
        await EventuallyAsync("all are here", async () => await app.Query<long>("select count(*) from cases where call_id in ($1, $2, $3)", undecided, begun, merged) == 3);
        var worker = app.Worker();
        var person = await app.New();
        await app.Enlist(CaseLife.Reader);
        var taken = (await app.Query<Guid>("select id from cases where call_id = $1", begun)).ToString();
        await worker.Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = taken, PersonId = person.Id, Findings = "情况属实" });
        await worker.Cases.OpenCaseAsync(new() { RequestId = NewId(), Id = taken, Worker = CaseLife.Reader });
        CallClosed Closed(Guid call, Guid? into = null) => new(call, SmallMap.Community, "0701", into is null ? "Withdrawn" : "Merged", into, app.Clock.GetUtcNow());
        foreach (var closed in new[] { Closed(undecided), Closed(undecided), Closed(begun), Closed(merged, kept), Closed(Guid.Parse(NewId())) }) await app.PublishAsync(closed);
        await EventuallyAsync("the merged one answers the appeal that goes on", () => app.Query<bool>("select exists (select from cases where call_id = $1)", kept));
        await EventuallyAsync("it is withdrawn", () => app.Query<bool>("select state = 7 from cases where call_id = $1", undecided));
        var gone = await worker.Cases.GetCaseAsync(new() { Id = (await app.Query<Guid>("select id from cases where call_id = $1", undecided)).ToString(), Purpose = ReadPurpose.Case });
        Assert.Equal((CaseState.Closed, CaseOutcome.Withdrawn), (gone.State, gone.Closure?.Outcome ?? CaseOutcome.Unspecified));
        Assert.Single(await app.Events("CaseClosed"), e => e.Contains(undecided.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, await app.Query<long>("select count(*) from cases where state < 7 and call_id in ($1, $2)", begun, kept));
        await WrongFields(() => worker.Cases.ProposeClosureAsync(new() { Id = taken, Outcome = CaseOutcome.Withdrawn, Message = "来源诉求已办结" }), "outcome");
    }

    [Fact]
    public async Task In_whatever_order_it_is_told_that_an_appeal_was_dispatched_and_closed_no_referral_is_left()
    {
        var (late, merged, kept, both, marker) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        var at = app.Clock.GetUtcNow();
        CallClosed Closed(Guid call, DateTimeOffset when, Guid? into = null) => new(call, SmallMap.Community, "0701", into is null ? "Withdrawn" : "Merged", into, when);
        // Closed first; merged into one that goes on, or into one that has ended itself.
        foreach (var closed in new[] { Closed(late, at), Closed(merged, at, kept), Closed(both, at, late) }) await app.PublishAsync(closed);
        await EventuallyAsync("all have ended", async () => await app.Query<long>("select count(*) from ended_calls where call_id = any ($1)", new[] { late, merged, both }) == 3);
        foreach (var call in new[] { late, merged, both, marker }) await app.PublishAsync(Dispatched(call) with { At = at.AddMinutes(-5) });
        await EventuallyAsync("the last is dealt with", () => app.Query<bool>("select exists (select from cases where call_id = $1)", marker));
        await EventuallyAsync("the merged one answers the appeal that goes on", () => app.Query<bool>("select exists (select from cases where call_id = $1 and state = 1)", kept));
        Assert.Equal(0, await app.Query<long>("select count(*) from cases where call_id = any ($1)", new[] { late, merged, both }));
        // Reopened there and dispatched after that, it is one.
        await app.PublishAsync(Dispatched(late) with { At = at.AddMinutes(5) });
        await EventuallyAsync("it is a referral", () => app.Query<bool>("select exists (select from cases where call_id = $1 and state = 1)", late));
        // That it was closed before it was dispatched the last time is told late, and takes nothing back.
        var again = Guid.Parse(NewId());
        await app.PublishAsync(Closed(late, at.AddMinutes(1)), again);
        await app.PublishAsync(Closed(marker, at.AddMinutes(1)));
        await EventuallyAsync("the one behind is withdrawn", () => app.Query<bool>("select state = 7 from cases where call_id = $1", marker));
        Assert.Equal(1, await app.Query<int>("select state::int from cases where call_id = $1", late));
        // Both at once, in a loop: whichever comes first, none is left open.
        for (var round = 0; round < 8; round++)
        {
            var call = Guid.Parse(NewId());
            await Task.WhenAll(app.PublishAsync(Dispatched(call)), app.PublishAsync(Closed(call, app.Clock.GetUtcNow())));
            await EventuallyAsync("both are dealt with", () => app.Query<bool>("select exists (select from cases where call_id = $1 and state = 7) or exists (select from ended_calls where call_id = $1) and not exists (select from cases where call_id = $1 and state < 7)", call));
        }
        Assert.Equal(0, await app.Query<long>("select count(*) from ended_calls e join cases c on c.call_id = e.call_id where c.state < 7 and c.call_at <= e.at"));
    }

    [Fact]
    public async Task An_appeal_that_was_reopened_and_is_dispatched_again_is_a_referral_again()
    {
        var (answered, withdrawn, marker) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        foreach (var call in new[] { answered, withdrawn }) await app.PublishAsync(Dispatched(call));
        await EventuallyAsync("both are here", async () => await app.Query<long>("select count(*) from cases where call_id in ($1, $2)", answered, withdrawn) == 2);
        var (worker, person) = (app.Worker(), await app.New());
        await app.Enlist(CaseLife.Reader);
        var id = (await app.Query<Guid>("select id from cases where call_id = $1", answered)).ToString();
        await worker.Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = id, PersonId = person.Id, Findings = "情况属实" });
        await app.Close(await worker.Cases.OpenCaseAsync(new() { RequestId = NewId(), Id = id, Worker = CaseLife.Reader }), "已上门核实，下月起按规定发放");
        await app.PublishAsync(new CallClosed(withdrawn, SmallMap.Community, "0701", "Withdrawn", null, app.Clock.GetUtcNow()));
        await EventuallyAsync("both are closed", async () => await app.Query<long>("select count(*) from cases where call_id in ($1, $2) and state = 7", answered, withdrawn) == 2);

        // What was dispatched before it was closed opens nothing, however late it is told.
        foreach (var call in new[] { answered, withdrawn, marker }) await app.PublishAsync(Dispatched(call));
        await EventuallyAsync("the last is dealt with", () => app.Query<bool>("select exists (select from cases where call_id = $1)", marker));
        Assert.Equal(2, await app.Query<long>("select count(*) from cases where call_id in ($1, $2) and state = 7", answered, withdrawn));

        app.Clock.Advance(TimeSpan.FromHours(1));
        // Meanwhile the person of one has another case under way: who it is is found out anew.
        await app.Referred(person);
        foreach (var call in new[] { answered, withdrawn }) await app.PublishAsync(Dispatched(call));
        await EventuallyAsync("both are referrals again", async () => await app.Query<long>("select count(*) from cases where call_id in ($1, $2) and state = 1", answered, withdrawn) == 2);
        var again = await worker.Cases.GetCaseAsync(new() { Id = id, Purpose = ReadPurpose.Case });
        Assert.Equal((app.Clock.GetUtcNow().AddHours(24), "", ""), (again.DueTime.ToDateTimeOffset(), again.Worker, again.PersonId));
        Assert.Equal(2, (await app.Events("CaseReferred")).Count(e => e.Contains(answered.ToString(), StringComparison.Ordinal)));
    }
}
