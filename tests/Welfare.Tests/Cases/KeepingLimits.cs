using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Cases;

public sealed class KeepingLimits(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task What_is_overdue_goes_to_the_supervisor_once_and_limits_are_data()
    {
        var operate = app.As("province-operator", "51");
        var found = await app.Referred();
        app.StartReplica();
        async Task<Case> Now() => await app.Supervisor().Cases.GetCaseAsync(new() { Id = found.Id, Purpose = ReadPurpose.Supervision });
        app.Clock.Advance(TimeSpan.FromHours(23.9));
        Assert.False((await Now()).WithSupervisor);
        app.Clock.Advance(TimeSpan.FromHours(0.2));
        await EventuallyAsync("the clock has struck", async () => (await Now()).WithSupervisor);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Contains(found.Id, (await app.Supervisor().Cases.ListCasesAsync(new() { WithSupervisor = true, Purpose = ReadPurpose.Supervision })).Cases.Select(c => c.Id));
        Assert.Contains("\"Screening\"", Assert.Single(await app.Events("CaseOverdue"), e => e.Contains(found.Id, StringComparison.Ordinal)), StringComparison.Ordinal);
        found = await app.Worker().Cases.ScreenCaseAsync(new() { RequestId = NewId(), Id = found.Id, Findings = "情况属实" });
        Assert.False(found.WithSupervisor);
        Assert.Single(await app.Events("CaseOverdue"), e => e.Contains(found.Id, StringComparison.Ordinal));

        await operate.CaseLimits.SetCaseLimitAsync(new() { RequestId = NewId(), Limit = new() { Kind = CaseLimitKind.Screening, Amount = 2, Unit = CaseLimitUnit.ClockHour, SinceDate = app.Day(1) } });
        await Refused(StatusCode.AlreadyExists, "LIMIT_SET", () => operate.CaseLimits.SetCaseLimitAsync(new() { RequestId = NewId(), Limit = new() { Kind = CaseLimitKind.Screening, Amount = 3, Unit = CaseLimitUnit.ClockHour, SinceDate = app.Day(1) } }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("province-operator", "5101").CaseLimits.SetCaseLimitAsync(new() { Limit = new() { Kind = CaseLimitKind.Plan, Amount = 3, Unit = CaseLimitUnit.ClockHour, SinceDate = app.Day(1) } }));
        await WrongFields(() => operate.CaseLimits.SetCaseLimitAsync(new() { Limit = new() { SinceDate = app.Day(-1) } }), "limit.kind", "limit.amount", "limit.unit", "limit.since_date");
        var before = await app.Referred();
        Assert.Equal(app.Clock.GetUtcNow().AddHours(24), before.DueTime.ToDateTimeOffset());
        app.Clock.Advance(TimeSpan.FromDays(1));
        var after = await app.Referred();
        Assert.Equal(app.Clock.GetUtcNow().AddHours(2), after.DueTime.ToDateTimeOffset());
        Assert.Equal(4, (await operate.CaseLimits.ListCaseLimitsAsync(new())).Limits.Count);
    }
}
