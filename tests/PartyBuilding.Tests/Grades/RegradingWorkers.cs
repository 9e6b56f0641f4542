using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Governance.PartyBuilding.Tests.Workers;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Grades;

public sealed class RegradingWorkers(PartyApp app) : IClassFixture<PartyApp>
{
    private async Task<Regrading> Preview(string county, int year = 2026, string date = "2026-01-01") => await app.Office(county).Grades.PreviewRegradingAsync(new() { RequestId = NewId(), DivisionCode = county, Year = year, EffectiveDate = date });

    private async Task<Regrading> Approve(Regrading regrading) => await app.Office(regrading.DivisionCode).Grades.ApproveRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id });

    private async Task<Regrading> Apply(Regrading regrading) => await app.Office(regrading.DivisionCode).Grades.ApplyRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id });

    private async Task<Regrading> Reverse(Regrading regrading) => await app.Office(regrading.DivisionCode).Grades.ReverseRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id });

    private async Task<List<RegradingRow>> Rows(Regrading regrading, bool changes = true) => [.. (await app.Office("51").Grades.ListRegradingRowsAsync(new() { Id = regrading.Id, Changes = changes })).Rows];

    [Fact]
    public async Task A_grade_explains_itself_part_by_part()
    {
        var worker = await app.NewWorker(Boards.NewCommunity("510104"), education: PersonEducation.Bachelor);
        await app.Certify(worker, ProfessionalLevel.Senior);
        var computed = await app.Computed(worker, "2026-01-01");
        // 3 + 2 + 2 + 3 = 10, and a clerk reaches 8.
        Assert.Equal((8, 50_000, "2026-01-01"), (computed.Grade, computed.AllowanceFen, computed.Date));
        Assert.Equal([(GradeAspect.Post, 3), (GradeAspect.Years, 2), (GradeAspect.Education, 2), (GradeAspect.Level, 3), (GradeAspect.Highest, -2)], computed.Parts.Select(p => (p.Aspect, p.Grades)));
        Assert.Equal("岗位为一般工作人员，起始等级 3 级；工作满 6 年，达到 6 年档，加 2 级；学历为本科，加 2 级；持有高级社会工作师证书，加 3 级；一般工作人员岗位最高 8 级，超出 2 级不计", string.Join('；', computed.Parts.Select(p => p.Sentence)));
        // A day before the sixth year is full.
        Assert.Equal(1, (await app.Computed(worker, "2025-12-31")).Parts.Single(p => p.Aspect == GradeAspect.Years).Grades);
        Assert.DoesNotContain((await app.Computed(worker, "2022-12-31")).Parts, p => p.Aspect == GradeAspect.Years);
        // Nothing has changed by asking.
        Assert.Equal(5, (await app.Now(worker)).Grade);
        await Refused(StatusCode.FailedPrecondition, "NO_GRADE_SCHEME", async () => await app.Computed(worker, "2014-12-31"));
        await Refused(StatusCode.NotFound, "WORKER_NOT_FOUND", () => app.Office("510105").Grades.ComputeGradeAsync(new() { Id = worker.Id }));
    }

    [Fact]
    public async Task Previewed_approved_by_another_applied_once_and_reversed()
    {
        app.StartReplica();
        var places = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith("510105", StringComparison.Ordinal)).Select(r => r.Code).ToList();
        var workers = new List<Worker>();
        for (var i = 0; i < 6; i++) workers.Add(await app.NewWorker(places[i]));
        var young = await app.NewWorker(places[6], "2025-06-01");
        await app.Certify(workers[5], ProfessionalLevel.Assistant);
        var request = new PreviewRegradingRequest { RequestId = NewId(), DivisionCode = "510105", Year = 2026, EffectiveDate = "2026-01-01" };
        var maker = app.As("party-office", "510105", subject: "maker");
        var regrading = await maker.Grades.PreviewRegradingAsync(request);
        Assert.Equal(regrading, await maker.Grades.PreviewRegradingAsync(request));
        Assert.Equal((RegradingState.Previewed, 7, 6, 0), (regrading.State, regrading.Workers, regrading.Changes, regrading.Skipped));
        var rows = await Rows(regrading);
        Assert.Equal(Enumerable.Repeat((3, 5), 5).Append((3, 6)), rows.Select(r => (r.GradeBefore, r.GradeAfter)).Order());
        Assert.Equal("岗位为一般工作人员，起始等级 3 级；工作满 6 年，达到 6 年档，加 2 级", rows.Single(r => r.WorkerId == workers[0].Id).Explanation);
        Assert.Contains(await Rows(regrading, changes: false), r => r.WorkerId == young.Id && r.GradeBefore == r.GradeAfter);
        Assert.All(workers, w => Assert.Equal(3, w.Grade));
        await Refused(StatusCode.AlreadyExists, "REGRADING_EXISTS", async () => await Preview("510105", 2026, "2026-02-01"));
        await Refused(StatusCode.FailedPrecondition, "REGRADING_NOT_APPROVED", async () => await Apply(regrading));
        await Refused(StatusCode.FailedPrecondition, "REGRADING_NOT_APPLIED", async () => await Reverse(regrading));
        await Refused(StatusCode.FailedPrecondition, "REGRADING_PREVIEWED_BY_YOU", () => maker.Grades.ApproveRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id }));
        await Refused(StatusCode.NotFound, "REGRADING_NOT_FOUND", () => app.Office().Grades.ApproveRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Clerk("510105").Grades.ApproveRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Office("510105").Grades.ApproveRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id, Etag = "999" }));
        Assert.Equal(RegradingState.Approved, (await Approve(regrading)).State);
        await Refused(StatusCode.FailedPrecondition, "REGRADING_NOT_PREVIEWED", async () => await Approve(regrading));

        // Between approval and application one has left, another has come to another post: they keep what they have.
        await app.Office("510105").Workers.ReleaseWorkerAsync(new() { RequestId = NewId(), Id = workers[0].Id, Leave = WorkerLeave.Retired, LeftDate = "2026-02-01", Reason = "达到退休年龄" });
        await app.Office("510105").Workers.AssignWorkerAsync(new() { RequestId = NewId(), Id = workers[1].Id, DivisionCode = places[1], Post = WorkerPost.Head, SinceDate = "2026-02-01" });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Boards.Told(app.As("party-office", "510105", replica: i % 2).Grades.ApplyRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id }))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "REGRADING_NOT_APPROVED" }));
        var applied = await maker.Grades.GetRegradingAsync(new() { Id = regrading.Id });
        Assert.Equal((RegradingState.Applied, 2), (applied.State, applied.Skipped));
        Assert.Equal(new[] { 3, 10, 5, 5, 5, 6 }, (await Grades(workers)).AsEnumerable());
        Assert.Equal(2, (await Rows(regrading)).Count(r => r.Outcome == RegradingOutcome.Skipped));
        Assert.Equal(4, (await app.Events("WorkerRegraded")).Count(e => e.Contains(regrading.Id, StringComparison.Ordinal)));

        // And back: who has come to another grade since keeps it.
        await app.Office("510105").Workers.AssignWorkerAsync(new() { RequestId = NewId(), Id = workers[2].Id, DivisionCode = places[2], Post = WorkerPost.Deputy, SinceDate = "2026-02-01" });
        outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Boards.Told(app.As("party-office", "510105", replica: i % 2).Grades.ReverseRegradingAsync(new() { RequestId = NewId(), Id = regrading.Id }))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "REGRADING_NOT_APPLIED" }));
        Assert.Equal(new[] { 3, 10, 8, 3, 3, 3 }, (await Grades(workers)).AsEnumerable());
        Assert.Equal((RegradingState.Reversed, 3), await maker.Grades.GetRegradingAsync(new() { Id = regrading.Id }) is var reversed ? (reversed.State, reversed.Skipped) : default);
        Assert.Equal((1, 3), await Rows(regrading) is var after ? (after.Count(r => r.Outcome == RegradingOutcome.Kept), after.Count(r => r.Outcome == RegradingOutcome.Reversed)) : default);
        // The year is free again; a preview that is given up frees it too.
        var second = await Preview("510105", 2026, "2026-02-01");
        Assert.Equal(RegradingState.Cancelled, (await app.Office("510105").Grades.CancelRegradingAsync(new() { RequestId = NewId(), Id = second.Id, Etag = second.Etag })).State);
        await Refused(StatusCode.FailedPrecondition, "REGRADING_APPLIED", () => app.Office("510105").Grades.CancelRegradingAsync(new() { RequestId = NewId(), Id = second.Id }));
        await Preview("510105", 2026, "2026-02-02");
        Assert.Equal(3, (await maker.Grades.ListRegradingsAsync(new() { DivisionCode = "510105" })).Regradings.Count);
        Assert.Empty((await app.Office().Grades.ListRegradingsAsync(new() { DivisionCode = "510105" })).Regradings);
        await Refused(StatusCode.NotFound, "REGRADING_NOT_FOUND", () => app.Office().Grades.ListRegradingRowsAsync(new() { Id = regrading.Id }));
        var page = await maker.Grades.ListRegradingRowsAsync(new() { Id = regrading.Id, PageSize = 4 });
        Assert.Equal((4, 3), (page.Rows.Count, (await maker.Grades.ListRegradingRowsAsync(new() { Id = regrading.Id, PageSize = 4, PageToken = page.NextPageToken })).Rows.Count));

        async Task<int[]> Grades(IEnumerable<Worker> of) => await Task.WhenAll(of.Select(async w => (await app.Now(w)).Grade));
    }

    [Fact]
    public async Task A_post_that_the_scheme_does_not_know_stops_nobody_else_and_one_that_has_changed_keeps_its_grade()
    {
        const string county = "510104";
        var place = Boards.NewCommunity(county);
        var (clerk, deputy, changed) = (await app.NewWorker(place), await app.NewWorker(place, post: WorkerPost.Deputy), await app.NewWorker(place));
        // A deputy is no longer in the scheme, and a head begins where a clerk does.
        var scheme = Crews.Scheme(county, app.Day());
        scheme.Posts.RemoveAt(1);
        scheme.Posts[0].Lowest = 1;
        await app.Office(county).Grades.SetGradeSchemeAsync(new() { RequestId = NewId(), Scheme = scheme });
        var regrading = await Preview(county, 2026, app.Day());
        var rows = (await Rows(regrading, changes: false)).ToDictionary(r => r.WorkerId);
        Assert.Equal((6, 6, "岗位等级序列没有规定副职岗位，等级不变"), (rows[deputy.Id].GradeBefore, rows[deputy.Id].GradeAfter, rows[deputy.Id].Explanation));
        Assert.Equal([(3, 5), (3, 5)], new[] { clerk, changed }.Select(w => (rows[w.Id].GradeBefore, rows[w.Id].GradeAfter)));

        // Another post with the same grade: what was computed for the former one is not given.
        async Task<int> AsHead(Worker worker, string since) => (await app.Office(county).Workers.AssignWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, DivisionCode = place, Post = WorkerPost.Head, SinceDate = since })).Grade;
        Assert.Equal(3, await AsHead(changed, app.Day()));
        await Approve(regrading);
        Assert.True((await Apply(regrading)).Skipped >= 1);
        Assert.Equal((5, 6, 3), ((await app.Now(clerk)).Grade, (await app.Now(deputy)).Grade, (await app.Now(changed)).Grade));
        var held = (await Rows(regrading)).ToDictionary(r => r.WorkerId);
        Assert.Equal((RegradingOutcome.Applied, RegradingOutcome.Skipped), (held[clerk.Id].Outcome, held[changed.Id].Outcome));
    }

    [Fact]
    public async Task Who_is_in_another_county_by_now_is_skipped_and_shown_so()
    {
        const string county = "510107";
        var (place, elsewhere) = (Boards.NewCommunity("510105"), Boards.NewCommunity("510104"));
        var (stays, early, late) = (await app.NewWorker(place), await app.NewWorker(place), await app.NewWorker(place));
        // A county of its own, and then a reorganisation over its border.
        Task<int> Put(Worker worker, string at) => app.Query<int>("update workers set area = $2 where id = $1 returning 1", Guid.Parse(worker.Id), at);
        foreach (var worker in new[] { stays, early, late }) await Put(worker, county + "001001");
        await app.SetScheme(county);
        var regrading = await Preview(county);
        Assert.Equal((3, 3), (regrading.Workers, regrading.Changes));
        await Approve(regrading);
        await Put(early, elsewhere);
        Assert.Equal(1, (await Apply(regrading)).Skipped);
        await Put(late, elsewhere);
        Assert.Equal(2, (await Reverse(regrading)).Skipped);
        var rows = (await Rows(regrading)).ToDictionary(r => r.WorkerId, r => r.Outcome);
        Assert.Equal((RegradingOutcome.Reversed, RegradingOutcome.Skipped, RegradingOutcome.Kept), (rows[stays.Id], rows[early.Id], rows[late.Id]));
    }

    [Fact]
    public async Task Schemes_are_data_with_a_first_day()
    {
        var place = SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith("510703", StringComparison.Ordinal)).Code;
        var worker = await app.NewWorker(place, "2025-06-01");
        // Of grades that are in force nothing is changed afterwards.
        await WrongFields(() => app.Office("510703").Grades.SetGradeSchemeAsync(new() { RequestId = NewId(), Scheme = Crews.Scheme("510703", app.Day(-1), 4) }), "scheme.since_date");
        await app.SetScheme("510703", app.Day(), lowest: 4);
        Assert.Equal((3, 4), ((await app.Computed(worker, app.Day(-1))).Grade, (await app.Computed(worker, app.Day())).Grade));
        var schemes = (await app.Office("510703").Grades.ListGradeSchemesAsync(new())).Schemes;
        Assert.Equal(Crews.Scheme("510703", app.Day(), 4), schemes.First(s => s.DivisionCode == "510703" && s.SinceDate == app.Day()) is var s && s.Clone() is { } same && (same.Id = "") == "" ? same : null);
        await Refused(StatusCode.AlreadyExists, "GRADE_SCHEME_EXISTS", () => app.Office("510703").Grades.SetGradeSchemeAsync(new() { RequestId = NewId(), Scheme = Crews.Scheme("510703", app.Day()) }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office().Grades.SetGradeSchemeAsync(new() { RequestId = NewId(), Scheme = Crews.Scheme("510703", "2026-03-01") }));
        await WrongFields(() => app.Office().Grades.SetGradeSchemeAsync(new()), "scheme.division_code", "scheme.since_date", "scheme.posts");
        var wrong = Crews.Scheme("510104017", "2026-02-01");
        (wrong.Posts[1].Post, wrong.Posts[1].Highest, wrong.Years[1].Years, wrong.Educations[1].Grades, wrong.Levels[2].AllowanceFen) = (WorkerPost.Head, 5, 3, 0, -1);
        await WrongFields(() => app.Office().Grades.SetGradeSchemeAsync(new() { Scheme = wrong }), "scheme.division_code", "scheme.posts[1].post", "scheme.posts[1].highest", "scheme.years[1].years", "scheme.educations[1].grades", "scheme.levels[2].allowance_fen");
        await WrongFields(() => app.Office().Grades.PreviewRegradingAsync(new() { DivisionCode = "5101", Year = 1999 }), "division_code", "year", "effective_date");
        await WrongFields(() => app.Office().Grades.PreviewRegradingAsync(new() { DivisionCode = "510104", Year = 2025, EffectiveDate = "2026-01-01" }), "effective_date");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", async () => await app.Office().Grades.PreviewRegradingAsync(new() { DivisionCode = "510703", Year = 2026, EffectiveDate = "2026-01-01" }));
        await WrongFields(() => app.Office().Grades.ApproveRegradingAsync(new()), "id");
        await WrongFields(() => app.Office().Grades.ListRegradingsAsync(new() { DivisionCode = "x", PageSize = -1 }), "division_code", "page_size");
        await WrongFields(() => app.Office().Grades.ListRegradingRowsAsync(new() { Id = "x", PageSize = -1 }), "id", "page_size");
        await WrongFields(() => app.Office().Grades.ListGradeSchemesAsync(new() { PageSize = -1 }), "page_size");
        await WrongFields(() => app.Office().Grades.GetRegradingAsync(new()), "id");
    }
}
