using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Visits;

public sealed class WhoIsToldWhere(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string Home = "510104022006";

    private static Task<Visit> Look(WelfareCaller who, Visit visit) => who.Visits.GetVisitAsync(new() { Id = visit.Id, Purpose = ReadPurpose.Visit }).ResponseAsync;

    private WelfareCaller Walker(string subject = "walker") => app.As("grid-worker", Home, subject: subject);

    private async Task Assign(Person child, string subject, VisitorKind kind = VisitorKind.GridWorker)
    {
        await app.Enlist(subject, "510104", kind == VisitorKind.Volunteer ? "resident" : "grid-worker");
        await app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = kind, Subject = subject });
    }

    // Visited every day; the day before yesterday was missed.
    private async Task<(Person Child, Visit Missed)> MissedBy(string subject, VisitorKind kind = VisitorKind.GridWorker)
    {
        await EventuallyAsync("the month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104' and month = $1)", DateOnly.Parse(app.Day()[..8] + "01", null)));
        var child = await app.New(app.Child(Home));
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        if (kind == VisitorKind.Volunteer) await app.Consents(child, ConsentPurpose.Visits, ConsentGround.Guardian);
        await Assign(child, subject, kind);
        app.Clock.Advance(TimeSpan.FromDays(2));
        var missed = await EventuallyAsync("one is missed", async () => (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = child.Id, State = VisitState.Missed, Purpose = ReadPurpose.Visit })).Visits, all => all.Count > 0);
        return (child, missed[0]);
    }

    [Fact]
    public async Task Whoever_was_replaced_is_told_no_more_even_of_what_they_missed()
    {
        var (child, missed) = await MissedBy("walker");
        Assert.Equal("陈小雨", (await Look(Walker(), missed)).Place?.Name);
        await Assign(child, "other");
        await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => Look(Walker(), missed));
        Assert.Equal("陈小雨", (await Look(Walker("other"), missed)).Place?.Name);
    }

    [Fact]
    public async Task Whoever_has_moved_is_not_found_by_what_was_missed_before()
    {
        var (child, missed) = await MissedBy("walker");
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = child.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown });
        Assert.Null((await Look(Walker(), missed)).Place);

        var (other, before) = await MissedBy("walker");
        await app.Consents(other, ConsentPurpose.Sharing, ConsentGround.Guardian);
        var found = await app.Opened(other, Home);
        var offered = await app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随父母迁居" });
        await app.Supervisor("510105").CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id });
        await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => Look(Walker(), before));
    }

    [Fact]
    public async Task A_volunteer_stays_away_from_whom_the_consent_was_withdrawn()
    {
        foreach (var purpose in new[] { ConsentPurpose.Visits, ConsentPurpose.Service })
        {
            var (child, missed) = await MissedBy("volunteer", VisitorKind.Volunteer);
            var volunteer = app.As("resident", Home, subject: "volunteer");
            Assert.Equal("陈小雨", (await Look(volunteer, missed)).Place?.Name);
            var consent = (await app.Supervisor().Consents.ListConsentsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Upkeep })).Consents.Single(c => c.Purpose == purpose);
            await app.Supervisor().Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = consent.Id, Reason = "监护人撤回" });
            await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => Look(volunteer, missed));
            Assert.Equal(0, await app.Query<long>("select (select count(*) from visitors where person_id = $1) + (select count(*) from visits where person_id = $1 and owner is not null)", Guid.Parse(child.Id)));
            await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => Assign(child, "volunteer", VisitorKind.Volunteer));
            // The community's own visitors do their duty.
            await Assign(child, "walker");
        }
        // A grid worker does not come by consent: one that is withdrawn sends none away.
        var (other, his) = await MissedBy("walker");
        var visits = await app.Consents(other, ConsentPurpose.Visits, ConsentGround.Guardian);
        await app.Supervisor().Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = visits.Id, Reason = "监护人撤回" });
        Assert.NotNull((await Look(Walker(), his)).Place);
    }

    [Fact]
    public async Task A_visitor_reads_what_they_found_themselves_and_only_for_a_while()
    {
        var (_, missed) = await MissedBy("walker");
        await Walker().Visits.DoVisitAsync(new() { RequestId = NewId(), Id = missed.Id, Outcome = VisitOutcome.Well, Findings = "补访，情况平稳" });
        Assert.Equal("补访，情况平稳", (await Look(Walker(), missed)).Findings);
        var (_, others) = await MissedBy("walker");
        await app.Supervisor().Visits.DoVisitAsync(new() { RequestId = NewId(), Id = others.Id, Outcome = VisitOutcome.NeedsAttention, Findings = "家中无人照看" });
        Assert.Equal("", (await Look(Walker(), others)).Findings);
        app.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal("", (await Look(Walker(), missed)).Findings);
        Assert.Equal("补访，情况平稳", (await Look(app.Supervisor(), missed)).Findings);
    }
}
