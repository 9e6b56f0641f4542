using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Visits;

public sealed class VisitsComeDue(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string Home = "510104022006";

    [Fact]
    public async Task Done_by_the_visitor_missed_by_the_clock_and_twice_is_an_alarm()
    {
        await EventuallyAsync("the month is planned", async () => await app.Query<long>("select count(*) from visit_months where county = '510104'") == 1);
        var child = await app.New(app.Child(Home));
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        var (worker, walker) = (app.Worker(Home[..9]), app.As("grid-worker", Home, subject: "walker"));
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => worker.Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = VisitorKind.Volunteer, Subject = "volunteer" }));
        await app.Enlist("volunteer", Home, "resident");
        await app.Enlist("walker", Home, "grid-worker");
        await app.Consents(child, ConsentPurpose.Visits, ConsentGround.Guardian);
        await worker.Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = VisitorKind.Volunteer, Subject = "volunteer" });
        await worker.Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = VisitorKind.GridWorker, Subject = "walker" });
        Assert.Empty((await app.As("resident", Home, subject: "volunteer").Visits.ListVisitsAsync(new() { Purpose = ReadPurpose.Visit })).Visits);
        var mine = (await walker.Visits.ListVisitsAsync(new() { Purpose = ReadPurpose.Visit, PageSize = 2 })).Visits;
        Assert.Equal([app.Day(1), app.Day(2)], mine.Select(v => v.DueDate));
        var first = mine[0];
        await Refused(StatusCode.FailedPrecondition, "VISIT_NOT_THERE", () => walker.Visits.DoVisitAsync(new() { RequestId = NewId(), Id = first.Id, Outcome = VisitOutcome.Well, Findings = "在家" }));

        app.Clock.Advance(TimeSpan.FromDays(1));
        await EventuallyAsync("its day is told", async () => (await app.Events("VisitDue")).Any(e => e.Contains(first.Id, StringComparison.Ordinal)));
        // Whom and where only the visitor is told.
        Assert.Equal("陈小雨", (await walker.Visits.GetVisitAsync(new() { Id = first.Id, Purpose = ReadPurpose.Visit })).Place.Name);
        Assert.Null((await worker.Visits.GetVisitAsync(new() { Id = first.Id, Purpose = ReadPurpose.Visit })).Place);
        await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => app.As("grid-worker", Home, subject: "neighbour").Visits.GetVisitAsync(new() { Id = first.Id, Purpose = ReadPurpose.Visit }));
        await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => app.As("grid-worker", Home, subject: "neighbour").Visits.DoVisitAsync(new() { Id = first.Id, Outcome = VisitOutcome.Well, Findings = "在家" }));
        await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => app.Worker().Visits.GetVisitAsync(new() { Id = first.Id, Purpose = ReadPurpose.Visit }));
        await WrongFields(() => walker.Visits.DoVisitAsync(new() { Id = first.Id }), "outcome", "findings");
        var done = await walker.Visits.DoVisitAsync(new() { RequestId = NewId(), Id = first.Id, Outcome = VisitOutcome.NeedsAttention, Findings = "奶奶住院，孩子独自在家", Etag = (await walker.Visits.GetVisitAsync(new() { Id = first.Id, Purpose = ReadPurpose.Visit })).Etag });
        Assert.Equal((VisitState.Done, VisitOutcome.NeedsAttention), (done.State, done.Outcome));
        Assert.Equal("Done", (await Refused(StatusCode.FailedPrecondition, "VISIT_NOT_THERE", () => walker.Visits.DoVisitAsync(new() { RequestId = NewId(), Id = first.Id, Outcome = VisitOutcome.Well, Findings = "在家" }))).Facts["state"]);
        Assert.Equal("奶奶住院，孩子独自在家", (await worker.Visits.GetVisitAsync(new() { Id = first.Id, Purpose = ReadPurpose.Case })).Findings);
        Assert.Contains("walker GetVisit Visit", await app.Trail(child.Id));

        app.StartReplica();
        app.Clock.Advance(TimeSpan.FromDays(3));
        async Task<IList<Visit>> Missed() => (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = child.Id, State = VisitState.Missed, Purpose = ReadPurpose.Supervision })).Visits;
        await EventuallyAsync("two are missed", async () => (await Missed()).Count == 2);
        Assert.Equal([false, true], (await Missed()).Select(v => v.Alarm));
        Assert.Equal((await Missed())[1].Id, Assert.Single((await app.Supervisor().Visits.ListVisitsAsync(new() { Alarm = true, Purpose = ReadPurpose.Supervision })).Visits, v => v.PersonId == child.Id).Id);
        Assert.Equal(2, (await app.Events("VisitMissed")).Count(e => e.Contains(child.Id, StringComparison.Ordinal)));
        Assert.Single(await app.Events("VisitDone"), e => e.Contains(child.Id, StringComparison.Ordinal));
        Assert.DoesNotContain("住院", string.Concat(await app.QueryAll<string>("select payload::text from events")) + await app.AtRest("visits"), StringComparison.Ordinal);

        // Folded or not, the figures are those of the rows.
        await FiguresAreTheRows();
        var made = (await Missed())[1];
        await walker.Visits.DoVisitAsync(new() { RequestId = NewId(), Id = made.Id, Outcome = VisitOutcome.Well, Findings = "补访，情况平稳" });
        await FiguresAreTheRows();
        await EventuallyAsync("it is folded", async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(2));
            return await app.Query<long>("select count(*) from visit_count_changes") == 0;
        });
        await FiguresAreTheRows();
        var figures = await app.Supervisor("51").Visits.GetVisitFiguresAsync(new() { DivisionCode = "51", MonthDate = "2026-03-01" });
        Assert.Equal((2L, 1L, 2.0 / 3, false), (figures.Total.DoneCount, figures.Total.MissedCount, figures.Total.Rate, figures.Total.Suppressed));
        // Who may not read the visits themselves is told in fives: of one child in a community nothing can be worked out, not by the rate either.
        foreach (var division in new[] { "51", Home[..9], Home })
        {
            var told = await app.As("welfare-analyst", "51").Visits.GetVisitFiguresAsync(new() { DivisionCode = division, MonthDate = "2026-03-01" });
            Assert.True(told.Total.Suppressed);
            Assert.All([told.Total, .. told.Children], f => Assert.Equal((0L, 0L, 0L), (f.DueCount % 5, f.DoneCount % 5, f.MissedCount % 5)));
            Assert.All([told.Total, .. told.Children], f => Assert.True(f is { DoneCount: 0 or 5, MissedCount: 0 or 5, Rate: 0 or 0.5 or 1 }, $"{f.DoneCount} {f.MissedCount} {f.Rate}"));
            Assert.Equal(told, await app.As("welfare-analyst", "51").Visits.GetVisitFiguresAsync(new() { DivisionCode = division, MonthDate = "2026-03-01" }));
        }
        // Not all are rounded down, which would tell of the fifth as it comes: of thirty-six figures that are four each some are told as five.
        await app.QueryAll<int>("insert into visit_counts (month, code, parent, measure, n) select make_date(2025, i, 1), '510703', '5107', m, 4 from generate_series(1, 12) i, generate_series(1, 3) m");
        var fours = new List<long>();
        for (var month = 1; month <= 12; month++)
        {
            var of = (await app.As("welfare-analyst", "51").Visits.GetVisitFiguresAsync(new() { DivisionCode = "510703", MonthDate = $"2025-{month:00}-01" })).Total;
            fours.AddRange([of.DueCount, of.DoneCount, of.MissedCount]);
        }
        Assert.All(fours, n => Assert.True(n is 0 or 5, $"{n}"));
        Assert.Contains(5, fours);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => worker.Visits.GetVisitFiguresAsync(new() { DivisionCode = "510104", MonthDate = "2026-03-01" }));
        await WrongFields(() => worker.Visits.GetVisitFiguresAsync(new() { DivisionCode = "x", MonthDate = "2026-03-02" }), "division_code", "month_date");
    }

    private async Task FiguresAreTheRows()
    {
        foreach (var code in new[] { "51", "5101", "510104", Home[..9], Home })
        {
            var total = (await app.As("welfare-supervisor", "51").Visits.GetVisitFiguresAsync(new() { DivisionCode = code, MonthDate = "2026-03-01" })).Total;
            Assert.Equal(await app.Query<string>("select count(*) || ' ' || count(*) filter (where state = 2) || ' ' || count(*) filter (where state = 3) from visits where area like $1 || '%' and due_on between '2026-03-01' and '2026-03-31' and state <> 4", code),
                $"{total.DueCount} {total.DoneCount} {total.MissedCount}");
        }
    }
}
