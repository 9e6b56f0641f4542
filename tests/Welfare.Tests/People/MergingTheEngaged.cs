using Governance.Welfare.Tests.Allowances;
using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.Jobs;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.People;

/// <summary>Whatever records of a person are merged, of what each was engaged in one goes on, and the rest is history.</summary>
public sealed class MergingTheEngaged(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string County = "510104";

    // The earlier one is so by its id, which is as fine as a millisecond.
    private void Later() => app.Clock.Advance(TimeSpan.FromMilliseconds(2));

    private async Task Merge(Person kept, Person twin) => await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });

    [Fact]
    public async Task A_seal_is_never_lost()
    {
        var (kept, twin, worker) = (await app.New(), await app.New(app.Unknown()), app.Worker());
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = twin.Id, Reason = "本人申请封存" });
        await Merge(kept, twin);
        foreach (var id in new[] { kept.Id, twin.Id })
        {
            var told = await Refused(id == kept.Id ? StatusCode.PermissionDenied : StatusCode.FailedPrecondition, id == kept.Id ? "PERSON_SEALED" : "PERSON_MERGED", () => worker.People.GetPersonAsync(new() { Id = id, Purpose = ReadPurpose.Case }));
            Assert.DoesNotContain("陈", told.ToString(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain((await worker.People.SearchPeopleAsync(new() { Purpose = ReadPurpose.Case, PageSize = 500 })).People, p => p.Id == kept.Id || p.Id == twin.Id);
        Assert.Equal(PersonState.Sealed, (await app.Supervisor().People.GetPersonAsync(new() { Id = kept.Id, Purpose = ReadPurpose.Case })).State);
        Assert.Contains((await app.Supervisor().People.ListPersonStepsAsync(new() { Id = kept.Id, Purpose = ReadPurpose.Upkeep })).Steps, s => s.Kind == PersonStepKind.Sealed);
        // Opened again by a decision of its own, not by chance.
        Assert.Equal(PersonState.Open, (await app.Supervisor().People.UnsealPersonAsync(new() { RequestId = NewId(), Id = kept.Id, Reason = "本人申请解除" })).State);
    }

    [Fact]
    public async Task Of_the_cases_of_two_doubles_one_goes_on_and_the_other_ends_as_a_double()
    {
        var (kept, first, second) = (await app.New(), await app.New(app.Unknown()), await app.New(app.Unknown()));
        var stays = await app.InService(first);
        Later();
        var ends = await app.Opened(second);
        await app.Supervisor().CaseTasks.GiveTaskAsync(new() { RequestId = NewId(), CaseId = ends.Id, What = "联系家属", Worker = CaseLife.Reader, DueDate = app.Day(3) });
        await app.Consents(second, ConsentPurpose.Sharing);
        await app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = ends.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随子女迁居" });
        await Merge(kept, first);
        await Merge(kept, second);
        var cases = (await app.Worker().Cases.ListCasesAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Case })).Cases.ToDictionary(c => c.Id);
        Assert.Equal((CaseState.InService, CaseState.Closed, CaseOutcome.Duplicate), (cases[stays.Id].State, cases[ends.Id].State, cases[ends.Id].Closure.Outcome));
        Assert.Equal(CaseTaskState.Dropped, Assert.Single((await app.Supervisor().CaseTasks.ListTasksAsync(new() { CaseId = ends.Id, Purpose = ReadPurpose.Case })).Tasks).State);
        Assert.Equal(CaseTransferState.Revoked, Assert.Single((await app.Supervisor().CaseTransfers.ListTransfersAsync(new() { Purpose = ReadPurpose.Case, PageSize = 500 })).Transfers, t => t.CaseId == ends.Id).State);
        Assert.Contains("\"outcome\":\"Merged\"", Assert.Single(await app.Events("CaseClosed"), e => e.Contains(ends.Id, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(await app.Events("CaseClosed"), e => e.Contains(stays.Id, StringComparison.Ordinal));
        // The record's own goes before that of a double, though it began later.
        var (own, third) = (await app.New(), await app.New(app.Unknown()));
        var (of, its) = (await app.Opened(third), await app.Referred(own));
        await Merge(own, third);
        Assert.Equal((7, 1), (await app.Query<int>("select state::int from cases where id = $1", Guid.Parse(of.Id)), await app.Query<int>("select state::int from cases where id = $1", Guid.Parse(its.Id))));
    }

    [Fact]
    public async Task The_case_that_goes_on_is_the_kept_records_and_is_shared_and_moved_with_it()
    {
        const string unit = "510104-31";
        var (kept, twin) = (await app.New(), await app.New(app.Unknown()));
        await app.Consents(kept, ConsentPurpose.Sharing);
        var ended = await app.Close(await app.Opened(twin));
        Later();
        var stays = await app.InService(twin);
        await Merge(kept, twin);
        Assert.Equal(kept.Id, (await app.Worker().Cases.GetCaseAsync(new() { Id = stays.Id, Purpose = ReadPurpose.Case })).PersonId);
        // One under way, by whichever record it began, and though one is opened again.
        await Refused(StatusCode.AlreadyExists, "CASE_UNDER_WAY", () => app.Worker().Cases.ReferCaseAsync(new() { RequestId = NewId(), PersonId = kept.Id, Summary = "独居，近期跌倒一次" }));
        await Refused(StatusCode.AlreadyExists, "CASE_UNDER_WAY", () => app.Supervisor().Cases.ReopenCaseAsync(new() { RequestId = NewId(), Id = ended.Id, Reason = "情况有变化" }));
        // The consent is the kept record's, and so is what the unit is shown.
        var referral = await app.Worker().CaseReferrals.OfferReferralAsync(new() { RequestId = NewId(), CaseId = stays.Id, Unit = unit, Reason = "请提供康复服务", Shared = { SharedClass.Identity } });
        var clerk = app.As("unit-clerk", County, unit);
        await clerk.CaseReferrals.AcceptReferralAsync(new() { RequestId = NewId(), Id = referral.Id });
        Assert.Equal("13512345678", (await clerk.CaseReferrals.GetSharedViewAsync(new() { Id = referral.Id, Purpose = ReadPurpose.Service })).Person.Phone);
        var offered = await app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = stays.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随子女迁居" });
        await app.Supervisor("510105").CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id });
        Assert.Equal(SmallMap.NextCounty, (await app.Supervisor("510105").People.GetPersonAsync(new() { Id = kept.Id, Purpose = ReadPurpose.Case })).DivisionCode);
        Assert.Equal([SmallMap.NextCounty], await app.QueryAll<string>("select distinct area from people where id = any ($1) union select area from cases where id = $2", new[] { kept, twin }.Select(p => Guid.Parse(p.Id)).ToArray(), Guid.Parse(stays.Id)));
    }

    [Fact]
    public async Task Of_the_allowances_of_two_doubles_one_of_a_kind_goes_on_and_every_month_is_paid_once()
    {
        await app.PaysAtOnce(County);
        var (kept, first, second) = (await app.Disabled(), await app.Disabled(numbered: false), await app.Disabled(numbered: false));
        var stays = await app.Granted(first);
        Later();
        var ends = await app.Granted(second);
        var applied = await app.Worker().Allowances.ApplyForAllowanceAsync(Pay.Application(kept));
        var paid = await app.Draws(County);
        await app.Supervisor(subject: "approver").PayLists.ApprovePayListAsync(new() { RequestId = NewId(), Id = paid.Id });
        await app.Supervisor().PayLists.RecordPaymentsAsync(new() { RequestId = NewId(), Id = paid.Id, PayDate = app.Day(), Voucher = "2026-0009" });
        app.Clock.Advance(TimeSpan.FromDays(31));
        var open = await app.Draws(County);
        await Merge(kept, first);
        await Merge(kept, second);
        async Task<Allowance> Now(Allowance of) => await app.Supervisor().Allowances.GetAllowanceAsync(new() { Id = of.Id, Purpose = ReadPurpose.Allowance });
        Assert.Equal((AllowanceState.Approved, AllowanceState.Stopped, StopGround.Duplicate, AllowanceState.Refused),
            ((await Now(stays)).State, (await Now(ends)).State, (await Now(ends)).StopGround, (await Now(applied)).State));
        // What was paid twice before it was known is to be claimed back; of what lies on an open list one is taken off.
        Assert.Equal((0L, 10_000L), ((await Now(stays)).OverpaidFen, (await Now(ends)).OverpaidFen));
        Assert.Equal(1, await app.Query<long>("select count(*) from allowance_payments where pay_list_id = $1 and person_id = any ($2)", Guid.Parse(open.Id), new[] { first, second, kept }.Select(p => Guid.Parse(p.Id)).ToArray()));
        await app.Adds();
        await WrongFields(() => app.Worker().Allowances.StopAllowanceAsync(new() { Id = stays.Id, Ground = StopGround.Duplicate, Date = app.Day() }), "ground");
        for (var month = 0; month < 2; month++)
        {
            await app.Draws(County);
            app.Clock.Advance(TimeSpan.FromDays(31));
        }
        Assert.All(await app.QueryAll<long>("select count(*) from allowance_payments where person_id = any ($1) and month > $2 group by month", new[] { first, second, kept }.Select(p => Guid.Parse(p.Id)).ToArray(), DateOnly.Parse(paid.Month + "-01", null)), n => Assert.Equal(1, n));
    }

    [Fact]
    public async Task Of_the_places_of_two_doubles_one_is_freed()
    {
        await app.JobRuleHolds(County);
        async Task<Person> Double()
        {
            var request = app.Unknown();
            request.BirthYear = 1985;
            request.Kinds.Clear();
            request.Kinds.Add(ConcernKind.LowIncome);
            return await app.New(request);
        }
        var (kept, first, second) = (await app.Seeker(SmallMap.Community), await Double(), await Double());
        var (stays, ends) = (await app.Job(SmallMap.Community), await app.Job(SmallMap.Community));
        await app.Engages(stays, first);
        Later();
        await app.Engages(ends, second);
        await Merge(kept, first);
        await Merge(kept, second);
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        await EventuallyAsync("one is free", () => app.Query<bool>("select taken = 0 from jobs where id = $1", Guid.Parse(ends.Id)));
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await app.Query<int>("select taken from jobs where id = $1", Guid.Parse(stays.Id)));
        Assert.Equal(1, await app.Query<long>("select count(*) from job_engagements where state = 1 and person_id = any ($1)", new[] { first, second, kept }.Select(p => Guid.Parse(p.Id)).ToArray()));
    }

    [Fact]
    public async Task Whoever_visited_a_double_visits_the_record_that_goes_on()
    {
        await EventuallyAsync("the month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104')"));
        foreach (var subject in new[] { "walker", "other" }) await app.Enlist(subject, SmallMap.Community, "grid-worker");
        var (kept, first, second) = (await app.New(app.Child()), await app.New(app.Unknown()), await app.New(app.Unknown()));
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(first, 30));
        foreach (var (person, subject) in new[] { (first, "walker"), (second, "other") }) await app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = VisitorKind.GridWorker, Subject = subject });
        await Merge(kept, first);
        await Merge(kept, second);
        Assert.Equal([$"{kept.Id} walker"], await app.QueryAll<string>("select distinct person_id || ' ' || coalesce(owner, '-') from visits where person_id = any ($1) and state = 1", new[] { first, second, kept }.Select(p => Guid.Parse(p.Id)).ToArray()));
        Assert.Equal(1, await app.Query<long>("select count(*) from visitors where person_id = any ($1)", new[] { first, second, kept }.Select(p => Guid.Parse(p.Id)).ToArray()));
    }
}
