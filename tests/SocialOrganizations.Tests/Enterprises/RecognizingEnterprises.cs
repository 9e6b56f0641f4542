using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Enterprises;

public sealed class RecognizingEnterprises(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Reviewed_by_another_person_labelled_for_a_term_and_supervised_yearly()
    {
        var (organization, office) = (await app.Entered("cook", OrganizationKind.SocialEnterprise), app.Office(subject: "reviewer").Enterprises);
        var enterprise = await app.Staff("cook").Enterprises.ApplyForRecognitionAsync(Entrusting.ToApply(organization));
        Assert.Equal((EnterpriseState.Applied, ""), (enterprise.State, enterprise.LabelNumber));
        await Refused(StatusCode.AlreadyExists, "ENTERPRISE_EXISTS", () => app.Office().Enterprises.ApplyForRecognitionAsync(Entrusting.ToApply(organization)));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "cook").Enterprises.RecognizeEnterpriseAsync(new() { Id = enterprise.Id, ValidUntilDate = app.Day(700) }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "cook").Enterprises.DeclineRecognitionAsync(new() { Id = enterprise.Id }));
        await WrongFields(() => office.RecognizeEnterpriseAsync(new() { Id = enterprise.Id, ValidUntilDate = app.Day() }), "valid_until_date");
        await Refused(StatusCode.FailedPrecondition, "ENTERPRISE_STATE", () => office.SuperviseEnterpriseAsync(new() { Id = enterprise.Id, Year = 2026, Grade = EnterpriseGrade.Good, Report = "监管-2026-1" }));
        var labelled = await office.RecognizeEnterpriseAsync(new() { RequestId = NewId(), Id = enterprise.Id, ValidUntilDate = app.Day(700) });
        Assert.StartsWith("SQ-2026-", labelled.LabelNumber, StringComparison.Ordinal);
        Assert.Single(await app.Events("EnterpriseRecognized"), e => e.Contains(enterprise.Id, StringComparison.Ordinal));
        Assert.Contains(enterprise.Id, (await office.ListEnterprisesAsync(new() { UnsupervisedYear = 2026, PageSize = 500 })).Enterprises.Select(e => e.Id));
        await office.SuperviseEnterpriseAsync(new() { RequestId = NewId(), Id = enterprise.Id, Year = 2026, Grade = EnterpriseGrade.ToMend, Report = "监管-2026-1" });
        Assert.DoesNotContain(enterprise.Id, (await office.ListEnterprisesAsync(new() { UnsupervisedYear = 2026, PageSize = 500 })).Enterprises.Select(e => e.Id));
        await Refused(StatusCode.AlreadyExists, "SUPERVISED_ALREADY", () => office.SuperviseEnterpriseAsync(new() { Id = enterprise.Id, Year = 2026, Grade = EnterpriseGrade.Good, Report = "监管-2026-2" }));
        await WrongFields(() => office.SuperviseEnterpriseAsync(new() { Id = enterprise.Id, Year = 2027, Grade = EnterpriseGrade.Good, Report = "监管-2026-2" }), "year");
        await Refused(StatusCode.FailedPrecondition, "NOT_FAILED", () => office.WithdrawRecognitionAsync(new() { Id = enterprise.Id }));
        app.Clock.Advance(TimeSpan.FromDays(365));
        await office.SuperviseEnterpriseAsync(new() { RequestId = NewId(), Id = enterprise.Id, Year = 2027, Grade = EnterpriseGrade.Failed, Report = "监管-2027-1" });
        // Who found it failed does not take the label, and the other says why, so that it is in the trail.
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => office.WithdrawRecognitionAsync(new() { Id = enterprise.Id, Reason = "盈余未返还社区" }));
        var chief = app.Office(subject: "chief").Enterprises;
        await WrongFields(() => chief.WithdrawRecognitionAsync(new() { Id = enterprise.Id, Reason = "无" }), "reason");
        Assert.Equal(EnterpriseState.Withdrawn, (await chief.WithdrawRecognitionAsync(new() { RequestId = NewId(), Id = enterprise.Id, Reason = "盈余未返还社区" })).State);
        Assert.Equal("盈余未返还社区", await app.Query<string>("select purpose from audit where aggregate_id = $1 and action like '%WithdrawRecognition' and subject = 'chief'", Guid.Parse(enterprise.Id)));
        var years = await office.ListSupervisionsAsync(new() { EnterpriseId = enterprise.Id });
        Assert.Equal([(2027, EnterpriseGrade.Failed), (2026, EnterpriseGrade.ToMend)], years.Supervisions.Select(s => (s.Year, s.Grade)));
        // Whose label is gone may apply again.
        Assert.Equal(EnterpriseState.Applied, (await app.Office().Enterprises.ApplyForRecognitionAsync(Entrusting.ToApply(organization))).State);
    }

    [Fact]
    public async Task Why_an_application_was_declined_is_in_the_trail()
    {
        var (enterprise, custody) = (await app.Applying(), await app.Wished(await app.NewAsset()));
        await app.Office(subject: "decliner").Enterprises.DeclineRecognitionAsync(new() { RequestId = NewId(), Id = enterprise.Id, Reason = "主要面向市场经营" });
        await app.Office(subject: "decliner").Custodies.DeclineCustodyAsync(new() { RequestId = NewId(), Id = custody.Id, Reason = "资产另有他用" });
        foreach (var (id, reason) in new[] { (enterprise.Id, "主要面向市场经营"), (custody.Id, "资产另有他用") })
        {
            Assert.Equal(reason, await app.Query<string>("select purpose from audit where aggregate_id = $1 and subject = 'decliner'", Guid.Parse(id)));
        }
    }

    [Fact]
    public async Task A_label_is_given_back_or_lapses_with_its_term()
    {
        var (leaving, lapsing) = (await app.Recognized("owner"), await app.Recognized(days: 3));
        await Refused(StatusCode.NotFound, "ENTERPRISE_NOT_FOUND", () => app.Staff("stranger").Enterprises.ExitRecognitionAsync(new() { Id = leaving.Id }));
        Assert.Equal(EnterpriseState.Exited, (await app.Staff("owner").Enterprises.ExitRecognitionAsync(new() { RequestId = NewId(), Id = leaving.Id })).State);
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(EnterpriseState.Recognized, (await app.Office().Enterprises.GetEnterpriseAsync(new() { Id = lapsing.Id })).State);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await EventuallyAsync("the label lapses", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            return (await app.Office().Enterprises.GetEnterpriseAsync(new() { Id = lapsing.Id })).State == EnterpriseState.Lapsed;
        });
        Assert.Single(await app.Events("EnterpriseEnded"), e => e.Contains(lapsing.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_a_legal_person_that_may_work_is_recognised()
    {
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", async () => await app.Office().Enterprises.ApplyForRecognitionAsync(Entrusting.ToApply(await app.Filed())));
        var suspended = await app.Entered();
        await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.Id, Reason = "年度检查不合格" });
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => app.Office().Enterprises.ApplyForRecognitionAsync(Entrusting.ToApply(suspended)));
        // Suspended and then deregistered: no legal person any more, neither for a label nor for a custody.
        await app.Shows(suspended, PaperKind.Liquidation);
        await app.Office().Organizations.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = suspended.Id, Reason = "年度检查不合格" });
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => app.Office().Enterprises.ApplyForRecognitionAsync(Entrusting.ToApply(suspended)));
        var asset = await app.NewAsset();
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => app.Office().Custodies.ApplyForCustodyAsync(Entrusting.ToTake(app, asset, suspended)));
        Assert.Equal(EnterpriseState.Declined, (await app.Office().Enterprises.DeclineRecognitionAsync(new() { RequestId = NewId(), Id = (await app.Applying()).Id })).State);
        await WrongFields(() => app.Office().Enterprises.ApplyForRecognitionAsync(new() { BenefitPercent = 101 }), "organization_id", "mission", "benefit_percent");
    }

    [Fact]
    public async Task Whoever_may_not_work_any_more_gets_no_label_however_long_ago_it_applied()
    {
        var (listed, gone) = (await app.Applying(), await app.Applying());
        Task<Enterprise> Recognize(Enterprise enterprise) => app.Office(subject: "reviewer").Enterprises.RecognizeEnterpriseAsync(new() { RequestId = NewId(), Id = enterprise.Id, ValidUntilDate = app.Day(700) }).ResponseAsync;
        await app.Deregistered(gone.OrganizationId);
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => Recognize(gone));
        var listing = await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = listed.OrganizationId }));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => Recognize(listed));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", async () => await app.Office().Enterprises.ApplyForRecognitionAsync(Entrusting.ToApply(await app.Office().Organizations.GetOrganizationAsync(new() { Id = listed.OrganizationId }))));
        await app.Lifted(listing);
        Assert.Equal(EnterpriseState.Recognized, (await Recognize(listed)).State);
    }

    [Fact]
    public async Task A_label_and_a_deregistration_at_once_never_leave_a_label_that_was_given_to_one_that_had_ended()
    {
        for (var round = 0; round < 5; round++)
        {
            var enterprise = await app.Applying();
            await app.Shows(await app.Office().Organizations.GetOrganizationAsync(new() { Id = enterprise.OrganizationId }), PaperKind.Liquidation);
            async Task<bool> Recognize()
            {
                try { await app.Office(subject: "reviewer").Enterprises.RecognizeEnterpriseAsync(new() { RequestId = NewId(), Id = enterprise.Id, ValidUntilDate = app.Day(700) }); return true; }
                catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition) { return false; }
            }
            var recognized = Recognize();
            await Task.WhenAll(recognized, app.Office().Organizations.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = enterprise.OrganizationId, Reason = "全体成员决定解散" }).ResponseAsync);
            if (!await recognized) continue;
            // Whichever commits first: what was recognised was recognised before the end's event.
            var order = await app.QueryAll<string>("select type from events where aggregate_id in ($1, $2) and type in ('governance.socialorgs.v1.EnterpriseRecognized', 'governance.socialorgs.v1.OrganizationDeregistered') order by xid, position", Guid.Parse(enterprise.Id), Guid.Parse(enterprise.OrganizationId));
            Assert.Equal(["governance.socialorgs.v1.EnterpriseRecognized", "governance.socialorgs.v1.OrganizationDeregistered"], order);
        }
    }
}

/// <summary>A class of its own: it moves the clock by years.</summary>
public sealed class SupervisingYearly(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Not_supervised_in_a_year_are_those_that_bore_the_label_then_and_have_no_supervision_of_it()
    {
        var first = int.Parse(app.Day()[..4], null);
        var (skipped, kept, elsewhere) = (await app.Recognized(days: 1_500), await app.Recognized(days: 1_500), await app.Applying(place: SmallMap.NextCounty));
        elsewhere = await app.Office("510105", subject: "reviewer").Enterprises.RecognizeEnterpriseAsync(new() { RequestId = NewId(), Id = elsewhere.Id, ValidUntilDate = app.Day(1_500) });
        async Task Supervise(Enterprise enterprise, int year) => await app.Office().Enterprises.SuperviseEnterpriseAsync(new() { RequestId = NewId(), Id = enterprise.Id, Year = year, Grade = EnterpriseGrade.Good, Report = "监管-1" });
        await Supervise(kept, first);
        app.Clock.Advance(TimeSpan.FromDays(366));
        var late = await app.Recognized(days: 900);
        await Supervise(skipped, first + 1);
        async Task<List<string>> Unsupervised(int year, string division = "") =>
            [.. (await app.Office("5101").Enterprises.ListEnterprisesAsync(new() { UnsupervisedYear = year, DivisionCode = division, PageSize = 500 })).Enterprises.Select(e => e.Id).Where(id => id == skipped.Id || id == kept.Id || id == elsewhere.Id || id == late.Id).Order(StringComparer.Ordinal)];
        List<string> Of(params Enterprise[] enterprises) => [.. enterprises.Select(e => e.Id).Order(StringComparer.Ordinal)];
        // A supervision of the next year is none of this one; who got the label in the next year is not asked for this one.
        Assert.Equal(Of(skipped, elsewhere), await Unsupervised(first));
        Assert.Equal(Of(kept, elsewhere, late), await Unsupervised(first + 1));
        Assert.Equal(Of(kept, late), await Unsupervised(first + 1, "510104"));
        await WrongFields(() => app.Office().Enterprises.ListEnterprisesAsync(new() { DivisionCode = "x" }), "division_code");
    }

    [Fact]
    public async Task From_November_on_a_missing_supervision_is_told_once_a_year()
    {
        var (missing, done) = (await app.Recognized(days: 1_500), await app.Recognized(days: 1_500));
        Task<Enterprise> Supervise(Enterprise enterprise) =>
            app.Office().Enterprises.SuperviseEnterpriseAsync(new() { RequestId = NewId(), Id = enterprise.Id, Year = int.Parse(app.Day()[..4], null), Grade = EnterpriseGrade.Good, Report = "监管-1" }).ResponseAsync;
        await Supervise(done);
        async Task<List<string>> Told(Enterprise enterprise) => [.. (await app.Events("EnterpriseReminded")).Where(e => e.Contains(enterprise.Id, StringComparison.Ordinal))];
        async Task Until(int month, int day)
        {
            var (now, years) = (DateOnly.Parse(app.Day(), System.Globalization.CultureInfo.InvariantCulture), 0);
            while (new DateOnly(now.Year + years, month, day) <= now) years++;
            app.Clock.Advance(TimeSpan.FromDays(new DateOnly(now.Year + years, month, day).DayNumber - now.DayNumber));
            // Rounds of all clocks, so that one that tells too early or twice is caught.
            for (var round = 0; round < 3; round++)
            {
                app.Clock.Advance(TimeSpan.FromMinutes(5));
                await app.Office().Enterprises.GetEnterpriseAsync(new() { Id = missing.Id });
            }
        }
        await Until(10, 30);
        Assert.Empty(await Told(missing));
        await Until(11, 1);
        await EventuallyAsync("it is told", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            return (await Told(missing)).Count > 0;
        });
        await Until(12, 20);
        Assert.Single(await Told(missing));
        Assert.Empty(await Told(done));
        await Supervise(missing);
        await Until(11, 2);
        await EventuallyAsync("both are told in the next year", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(5));
            return (await Told(missing)).Count == 2 && (await Told(done)).Count == 1;
        });
    }
}

/// <summary>Needs the broker: what follows elsewhere follows by event.</summary>
[Collection(WithBroker.Name)]
public sealed class AnEnterpriseThatIsNoMore(SocialOrgsAppWithBroker app)
{
    [Fact]
    public async Task Its_label_ends_and_what_it_was_to_look_after_is_free()
    {
        var (enterprise, asset) = (await app.Recognized(), await app.NewAsset(stateOwned: false));
        var organization = await app.Office().Organizations.GetOrganizationAsync(new() { Id = enterprise.OrganizationId });
        var custody = await app.Office(subject: "applicant").Custodies.ApplyForCustodyAsync(Entrusting.ToTake(app, asset, organization));
        await app.Clerk(subject: "first").Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id });
        await app.Deregistered(organization.Id);
        await EventuallyAsync("the label ends", async () => (await app.Office().Enterprises.GetEnterpriseAsync(new() { Id = enterprise.Id })).State == EnterpriseState.Exited);
        Assert.Equal(CustodyState.Declined, (await app.Office().Custodies.GetCustodyAsync(new() { Id = custody.Id })).State);
        // The term is free for another one.
        Assert.Equal(CustodyState.Approved, (await app.Approved(asset)).State);
    }
}
