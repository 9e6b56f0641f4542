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
        await app.PublishAsync(Dispatched(call), again);
        await app.PublishAsync(Dispatched(call), again);
        await app.PublishAsync(Dispatched(Guid.Parse(NewId()), "0201"));
        // A unit sent it back, and it was dispatched anew.
        await app.PublishAsync(Dispatched(call));
        await app.PublishAsync(Dispatched(other));
        await EventuallyAsync("the last is dealt with", async () => await app.Query<long>("select count(*) from cases where call_id = $1", other) == 1);
        Assert.Equal(2, await app.Query<long>("select count(*) from cases where source = 2"));
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
}
