using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Allowances;

public sealed class GrantingAnAllowance(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task It_is_applied_for_verified_published_and_approved_each_by_another_hand()
    {
        var person = await app.Disabled(grade: 2);
        var (clerk, other, chief) = (app.Worker(subject: "clerk"), app.Worker(subject: "other"), app.Supervisor(subject: "chief"));
        var applied = await clerk.Allowances.ApplyForAllowanceAsync(Pay.Application(person));
        Assert.Equal((AllowanceState.Applied, "clerk", ""), (applied.State, applied.AppliedBy, applied.FirstMonth));
        await Refused(StatusCode.AlreadyExists, "ALLOWANCE_RUNS", () => other.Allowances.ApplyForAllowanceAsync(Pay.Application(person)));
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => clerk.Allowances.VerifyAllowanceAsync(new() { Id = applied.Id }));
        await Refused(StatusCode.FailedPrecondition, "ALLOWANCE_STATE_FORBIDS", () => other.Allowances.PublishAllowanceAsync(new() { Id = applied.Id }));
        await Refused(StatusCode.FailedPrecondition, "ALLOWANCE_STATE_FORBIDS", () => chief.Allowances.ApproveAllowanceAsync(new() { Id = applied.Id }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => other.Allowances.VerifyAllowanceAsync(new() { Id = applied.Id, Etag = "\"9\"" }));
        var verified = await other.Allowances.VerifyAllowanceAsync(new() { RequestId = NewId(), Id = applied.Id, Etag = applied.Etag });
        Assert.Equal((AllowanceState.Verified, "other"), (verified.State, verified.VerifiedBy));
        var published = await clerk.Allowances.PublishAllowanceAsync(new() { RequestId = NewId(), Id = applied.Id });
        Assert.Equal((app.Day(), app.Day(6)), (published.PublishDate, published.PublishUntilDate));
        await Refused(StatusCode.FailedPrecondition, "NOTICE_RUNS", () => chief.Allowances.ApproveAllowanceAsync(new() { Id = applied.Id }));
        app.Clock.Advance(TimeSpan.FromDays(7));
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => app.Supervisor(subject: "other").Allowances.ApproveAllowanceAsync(new() { Id = applied.Id }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Worker(subject: "third").Allowances.ApproveAllowanceAsync(new() { Id = applied.Id }));
        var request = NewId();
        var approved = await chief.Allowances.ApproveAllowanceAsync(new() { RequestId = request, Id = applied.Id });
        Assert.Equal((AllowanceState.Approved, "chief", "2026-03"), (approved.State, approved.ApprovedBy, approved.FirstMonth));
        Assert.Equal(approved, await chief.Allowances.ApproveAllowanceAsync(new() { RequestId = request, Id = applied.Id }));
        var told = Assert.Single(await app.Events("AllowanceApproved"), e => e.Contains(applied.Id, StringComparison.Ordinal));
        Assert.Contains("\"Nursing\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Id, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_meet_the_rule_is_told_all_that_is_missing()
    {
        var mild = await app.Disabled(grade: 3);
        var told = await Refused(StatusCode.FailedPrecondition, "NOT_ELIGIBLE", () => app.Worker().Allowances.ApplyForAllowanceAsync(new() { PersonId = mild.Id, Kind = AllowanceKind.Nursing, OtherAids = { OtherAid.WorkInjury } }));
        Assert.Equal("Disability,OtherAid", told.Facts["gaps"]);
        told = await Refused(StatusCode.FailedPrecondition, "NOT_ELIGIBLE", () => app.Worker().Allowances.ApplyForAllowanceAsync(new() { PersonId = mild.Id, Kind = AllowanceKind.Living, HardshipGround = HardshipGround.Expenses }));
        Assert.Equal("Hardship", told.Facts["gaps"]);
        // Both at once are two allowances.
        await app.Worker().Allowances.ApplyForAllowanceAsync(Pay.Application(mild, AllowanceKind.Living));
        await WrongFields(() => app.Worker().Allowances.ApplyForAllowanceAsync(new() { PersonId = "x", OtherAids = { (OtherAid)9 } }), "person_id", "kind", "other_aids[0]");
    }

    [Fact]
    public async Task A_rule_holds_from_its_month_on_and_the_nearest_one_first()
    {
        const string home = "510105002002";
        var (operate, mind) = (app.As("province-operator", "51"), await app.Disabled(home, DisabilityKind.Mental, 3));
        await Refused(StatusCode.FailedPrecondition, "NOT_ELIGIBLE", () => app.Supervisor("510105").Allowances.ApplyForAllowanceAsync(Pay.Application(mind)));
        AllowanceRule Wider(string since) => new() { DivisionCode = "510105", Kind = AllowanceKind.Nursing, SinceDate = since, Amounts = { new DisabilityAmount { Kind = DisabilityKind.Mental, Grade = 3, AmountFen = 6_000 } } };
        await operate.Allowances.SetAllowanceRuleAsync(new() { RequestId = NewId(), Rule = Wider(app.Month(1) + "-01") });
        await Refused(StatusCode.FailedPrecondition, "NOT_ELIGIBLE", () => app.Supervisor("510105").Allowances.ApplyForAllowanceAsync(Pay.Application(mind)));
        await operate.Allowances.SetAllowanceRuleAsync(new() { RequestId = NewId(), Rule = Wider(app.Month() + "-01") });
        await Refused(StatusCode.AlreadyExists, "RULE_EXISTS", () => operate.Allowances.SetAllowanceRuleAsync(new() { RequestId = NewId(), Rule = Wider(app.Month() + "-01") }));
        await app.Supervisor("510105").Allowances.ApplyForAllowanceAsync(Pay.Application(mind));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("province-operator", "5107").Allowances.SetAllowanceRuleAsync(new() { Rule = Wider(app.Month(2) + "-01") }));
        await WrongFields(() => operate.Allowances.SetAllowanceRuleAsync(new() { Rule = new() { DivisionCode = "510104017", SinceDate = "2026-03-02", PublishDays = 99, Amounts = { new DisabilityAmount { Grade = 5 } }, HardshipGrounds = { (HardshipGround)8 } } }),
            "rule.division_code", "rule.kind", "rule.since_date", "rule.publish_days", "rule.amounts[0].grade", "rule.amounts[0].amount_fen", "rule.hardship_grounds[0]");
        var rules = (await app.Worker().Allowances.ListAllowanceRulesAsync(new() { Kind = AllowanceKind.Nursing, PageSize = 2 }));
        Assert.Equal(["510105", "510105"], rules.Rules.Select(r => r.DivisionCode));
        Assert.Equal("51", (await app.Worker().Allowances.ListAllowanceRulesAsync(new() { Kind = AllowanceKind.Nursing, PageSize = 2, PageToken = rules.NextPageToken })).Rules[0].DivisionCode);
    }

    [Fact]
    public async Task Applied_for_by_many_at_once_one_runs()
    {
        var person = await app.Disabled();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try { return (await app.Worker().Allowances.ApplyForAllowanceAsync(Pay.Application(person))).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, "Applied");
        Assert.Equal(5, outcomes.Count(o => o == "ALLOWANCE_RUNS"));
    }

    [Fact]
    public async Task A_refused_one_is_history_and_a_sealed_record_hides_its_allowances()
    {
        const string home = "510104019002";
        var person = await app.Disabled(home);
        var (worker, allowance) = (app.Worker(home[..9]), await app.Worker(home[..9]).Allowances.ApplyForAllowanceAsync(Pay.Application(await app.Disabled(home))));
        await WrongFields(() => worker.Allowances.RefuseAllowanceAsync(new() { Id = allowance.Id, Reason = "否" }), "reason");
        Assert.Equal(AllowanceState.Refused, (await worker.Allowances.RefuseAllowanceAsync(new() { RequestId = NewId(), Id = allowance.Id, Reason = "公示期间有异议" })).State);
        await Refused(StatusCode.FailedPrecondition, "ALLOWANCE_STATE_FORBIDS", () => worker.Allowances.RefuseAllowanceAsync(new() { Id = allowance.Id, Reason = "公示期间有异议" }));
        var again = await worker.Allowances.ApplyForAllowanceAsync(Pay.Application(person));
        Assert.Equal([again.Id, allowance.Id], (await worker.Allowances.ListAllowancesAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Allowance })).Allowances.Select(a => a.Id));
        Assert.Equal([again.Id], (await worker.Allowances.ListAllowancesAsync(new() { PersonId = person.Id, State = AllowanceState.Applied, Kind = AllowanceKind.Nursing, Purpose = ReadPurpose.Allowance })).Allowances.Select(a => a.Id));
        await app.Worker(home[..9], "reads").Allowances.GetAllowanceAsync(new() { Id = again.Id, Purpose = ReadPurpose.Allowance });
        Assert.Contains("reads GetAllowance Allowance", await app.Trail(person.Id));

        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = person.Id, Reason = "本人申请封存" });
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => worker.Allowances.GetAllowanceAsync(new() { Id = again.Id, Purpose = ReadPurpose.Allowance }));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => worker.Allowances.VerifyAllowanceAsync(new() { Id = again.Id }));
        Assert.Equal([allowance.Id], (await worker.Allowances.ListAllowancesAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Allowance })).Allowances.Select(a => a.Id));
        await app.Supervisor().Allowances.GetAllowanceAsync(new() { Id = again.Id, Purpose = ReadPurpose.Supervision });
    }
}
