using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Workers;

public sealed class EmployingWorkers(PartyApp app) : IClassFixture<PartyApp>
{
    private static readonly string[] Towns = [.. SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith("510104", StringComparison.Ordinal)).GroupBy(r => r.Code[..9]).Select(g => g.First().Code)];

    private Task<Worker> Assign(Worker worker, string division, WorkerPost post, string since) =>
        app.Office(division[..6]).Workers.AssignWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, DivisionCode = division, Post = post, SinceDate = since }).ResponseAsync;

    [Fact]
    public async Task Hired_by_the_county_for_a_community_with_a_grade_at_once_and_once_at_a_time()
    {
        await app.SetScheme("510104");
        var person = await app.NewPerson(SmallMap.Community, education: PersonEducation.Bachelor);
        var request = Crews.ToAppoint(person, SmallMap.Community, "2020-01-01");
        (request.ServiceDate, request.VolunteerId) = ("2016-12-31", NewId());
        var office = app.Office();
        var worker = await office.Workers.AppointWorkerAsync(request);
        Assert.Equal(worker, await office.Workers.AppointWorkerAsync(request));
        Assert.Equal(("赵小川", SmallMap.Community, WorkerPost.Clerk, WorkerState.Active, "2020-01-01", "2016-12-31"), (worker.Name, worker.DivisionCode, worker.Post, worker.State, worker.HiredDate, worker.ServiceDate));
        // 3 for the post, 1 for three years, 2 for the degree.
        Assert.Equal((6, "2020-01-01"), (worker.Grade, worker.GradedDate));
        Assert.Single(await app.Events("WorkerAppointed"), e => e.Contains(worker.Id, StringComparison.Ordinal) && e.Contains(request.VolunteerId, StringComparison.Ordinal) && e.Contains(SmallMap.Community, StringComparison.Ordinal));
        await Refused(StatusCode.AlreadyExists, "WORKS_ALREADY", () => app.Office().Workers.AppointWorkerAsync(Crews.ToAppoint(person, SmallMap.Community)));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Clerk().Workers.AppointWorkerAsync(Crews.ToAppoint(person, SmallMap.Community)));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office("510105").Workers.AppointWorkerAsync(Crews.ToAppoint(person, SmallMap.Community)));
        await Refused(StatusCode.FailedPrecondition, "NO_GRADE_SCHEME", () => app.Office("510703").Workers.AppointWorkerAsync(Crews.ToAppoint(person, SmallMap.Rows.First(r => r.Code.Length == 12 && r.Code.StartsWith("510703", StringComparison.Ordinal)).Code)));
        await Refused(StatusCode.NotFound, "WORKER_NOT_FOUND", () => app.Office("510105").Workers.GetWorkerAsync(new() { Id = worker.Id }));

        var other = await app.NewPerson(SmallMap.Community);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Boards.Told(app.Office().Workers.AppointWorkerAsync(Crews.ToAppoint(other, SmallMap.Community)))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "WORKS_ALREADY" }));
    }

    [Fact]
    public async Task Assigned_from_community_to_community_of_the_county_each_step_is_kept()
    {
        var worker = await app.NewWorker(Towns[0]);
        var moved = await Assign(worker, Towns[1], WorkerPost.Clerk, "2022-05-01");
        Assert.Equal((Towns[1], worker.Grade), (moved.DivisionCode, moved.Grade));
        // The former town sees the worker no more, and cannot assign across; within a town its clerk does.
        await Refused(StatusCode.NotFound, "WORKER_NOT_FOUND", () => app.Clerk(Towns[0][..9]).Workers.GetWorkerAsync(new() { Id = worker.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk(Towns[1][..9]).Workers.AssignWorkerAsync(new() { Id = worker.Id, DivisionCode = Towns[0], Post = WorkerPost.Clerk, SinceDate = "2023-01-01" }));
        // Another post, another grade, at once: 8 for heading, 1 for more than three years.
        var head = await Assign(worker, Towns[1], WorkerPost.Head, "2024-01-01");
        Assert.Equal((WorkerPost.Head, 9, "2024-01-01"), (head.Post, head.Grade, head.GradedDate));
        Assert.Single(await app.Events("WorkerRegraded"), e => e.Contains(worker.Id, StringComparison.Ordinal));
        await Refused(StatusCode.FailedPrecondition, "OUTSIDE_COUNTY", () => app.Office("51").Workers.AssignWorkerAsync(new() { Id = worker.Id, DivisionCode = SmallMap.NextCounty, Post = WorkerPost.Head, SinceDate = "2025-01-01" }));
        await Refused(StatusCode.FailedPrecondition, "ASSIGNED_SO", () => Assign(worker, Towns[1], WorkerPost.Head, "2025-01-01"));
        Assert.Equal("2024-01-02", (await Refused(StatusCode.FailedPrecondition, "ASSIGNED_LATER", () => Assign(worker, Towns[0], WorkerPost.Head, "2024-01-01"))).Facts["earliest_date"]);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Office().Workers.AssignWorkerAsync(new() { Id = worker.Id, DivisionCode = Towns[0], Post = WorkerPost.Head, SinceDate = "2025-01-01", Etag = worker.Etag }));
        var first = await app.Office().Workers.ListWorkerAssignmentsAsync(new() { Id = worker.Id, PageSize = 2 });
        var last = await app.Office().Workers.ListWorkerAssignmentsAsync(new() { Id = worker.Id, PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal([(3, Towns[1], WorkerPost.Head, "2024-01-01"), (2, Towns[1], WorkerPost.Clerk, "2022-05-01"), (1, Towns[0], WorkerPost.Clerk, "2020-01-01")],
            first.Assignments.Concat(last.Assignments).Select(a => (a.Number, a.DivisionCode, a.Post, a.SinceDate)));
        // Ten at once to ten days: each takes the worker as it found it, and nothing is lost.
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 10).Select(i => Boards.Told(app.Office().Workers.AssignWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, DivisionCode = Towns[0], Post = WorkerPost.Head, SinceDate = $"2025-02-{i:00}" }))));
        Assert.Single(outcomes, "OK");
        Assert.Equal(4, (await app.Office().Workers.ListWorkerAssignmentsAsync(new() { Id = worker.Id })).Assignments.Count);
    }

    [Fact]
    public async Task Who_leaves_is_no_worker_any_more_and_may_come_again()
    {
        var worker = await app.NewWorker(Towns[2]);
        ReleaseWorkerRequest Release(string date) => new() { RequestId = NewId(), Id = worker.Id, Leave = WorkerLeave.Resigned, LeftDate = date, Reason = "本人提出辞职" };
        Assert.Equal("2020-01-01", (await Refused(StatusCode.FailedPrecondition, "ASSIGNED_LATER", () => app.Office().Workers.ReleaseWorkerAsync(Release("2019-12-31")))).Facts["earliest_date"]);
        var left = await app.Office().Workers.ReleaseWorkerAsync(Release("2026-02-01"));
        Assert.Equal((WorkerState.Left, "2026-02-01", WorkerLeave.Resigned), (left.State, left.LeftDate, left.Leave));
        foreach (var call in new Func<Task>[]
        {
            async () => await app.Office().Workers.ReleaseWorkerAsync(Release("2026-02-02")),
            () => Assign(worker, Towns[0], WorkerPost.Clerk, "2026-03-01"),
            () => app.Certify(worker, ProfessionalLevel.Assistant),
            async () => await app.Office().Workers.EnterWorkerTrainingAsync(new() { Id = worker.Id, Course = "社区治理实务", HeldDate = "2026-03-01", Credits = 8 }),
        }) await Refused(StatusCode.FailedPrecondition, "WORKER_LEFT", call);
        Assert.Single(await app.Events("WorkerReleased"), e => e.Contains(worker.Id, StringComparison.Ordinal) && !e.Contains("辞职", StringComparison.Ordinal));
        Assert.Equal(0, await app.Query<long>("select count(*) from workers where position($1 in sealed_reason) > 0", System.Text.Encoding.UTF8.GetBytes("辞职")));
        var again = await app.Office().Workers.AppointWorkerAsync(Crews.ToAppoint(new() { Id = worker.PersonId }, Towns[2], "2026-03-01"));
        Assert.NotEqual(worker.Id, again.Id);
        Assert.Equal([again.Id], (await app.Office().Workers.ListWorkersAsync(new() { DivisionCode = Towns[2], Grade = again.Grade })).Workers.Select(w => w.Id));
        Assert.Equal([worker.Id], (await app.Office().Workers.ListWorkersAsync(new() { DivisionCode = Towns[2], State = WorkerState.Left })).Workers.Select(w => w.Id));
        Assert.Empty((await app.Office("510105").Workers.ListWorkersAsync(new() { DivisionCode = Towns[2] })).Workers);
    }

    [Fact]
    public async Task Trainings_give_credits_of_their_year_and_certificates_an_allowance()
    {
        var worker = await app.NewWorker(Towns[3]);
        var clerk = app.Clerk(Towns[3][..9]);
        EnterWorkerTrainingRequest Training(string course, string day, int credits) => new() { RequestId = NewId(), Id = worker.Id, Course = course, HeldDate = day, Credits = credits };
        var entered = Training("社区治理实务", "2025-03-01", 16);
        var training = await clerk.Workers.EnterWorkerTrainingAsync(entered);
        Assert.Equal(training, await clerk.Workers.EnterWorkerTrainingAsync(entered));
        await Refused(StatusCode.AlreadyExists, "TRAINING_EXISTS", () => clerk.Workers.EnterWorkerTrainingAsync(Training("社区治理实务", "2025-03-01", 8)));
        await clerk.Workers.EnterWorkerTrainingAsync(Training("应急救护", "2025-11-01", 8));
        await clerk.Workers.EnterWorkerTrainingAsync(Training("应急救护", "2026-01-10", 4));
        async Task<(int, int)> Credits(int year) => Assert.Single((await clerk.Workers.ListWorkerCreditsAsync(new() { DivisionCode = Towns[3], Year = year })).Credits, c => c.WorkerId == worker.Id) is var c ? (c.Credits, c.Needed) : default;
        Assert.Equal(((24, 40), (4, 40), (0, 40)), (await Credits(2025), await Credits(2026), await Credits(2024)));
        var page = await clerk.Workers.ListWorkerTrainingsAsync(new() { Id = worker.Id, PageSize = 2 });
        Assert.Equal((2, 1), (page.Trainings.Count, (await clerk.Workers.ListWorkerTrainingsAsync(new() { Id = worker.Id, PageSize = 2, PageToken = page.NextPageToken })).Trainings.Count));
        await app.Certify(worker, ProfessionalLevel.SocialWorker);
        await app.Certify(worker, ProfessionalLevel.Assistant);
        Assert.Equal((ProfessionalLevel.SocialWorker, worker.Grade), await app.Now(worker) is var now ? (now.Level, now.Grade) : default);
        await Refused(StatusCode.AlreadyExists, "CERTIFICATE_EXISTS", () => app.Certify(worker, ProfessionalLevel.Assistant));
        Assert.Equal([(ProfessionalLevel.SocialWorker, "****4567"), (ProfessionalLevel.Assistant, "****4567")], (await clerk.Workers.ListWorkerCertificatesAsync(new() { Id = worker.Id })).Certificates.Select(c => (c.Level, c.NumberMasked)));
        Assert.Equal(0, await app.Query<long>("select count(*) from worker_certificates where position($1 in sealed_number) > 0", System.Text.Encoding.UTF8.GetBytes("202511051234567")));
        Assert.Equal(30_000, (await app.Computed(worker)).AllowanceFen);
        var twenty = await app.NewWorker(Towns[3]);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Boards.Told(app.Office().Workers.EnterWorkerCertificateAsync(new() { RequestId = NewId(), Id = twenty.Id, Level = ProfessionalLevel.Senior, IssuedDate = "2025-06-01", Number = "1234" }))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "CERTIFICATE_EXISTS" }));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var office = app.Office();
        await WrongFields(() => office.Workers.AppointWorkerAsync(new() { DivisionCode = "5101", VolunteerId = "x", ServiceDate = "x" }), "division_code", "person_id", "post", "hired_date", "service_date", "volunteer_id");
        await WrongFields(() => office.Workers.AppointWorkerAsync(new() { PersonId = NewId(), DivisionCode = SmallMap.Community, Post = WorkerPost.Clerk, HiredDate = "2020-01-01", ServiceDate = "2020-01-02" }), "service_date");
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => office.Workers.AppointWorkerAsync(Crews.ToAppoint(new() { Id = NewId() }, SmallMap.Community)));
        await WrongFields(() => office.Workers.AssignWorkerAsync(new()), "id", "division_code", "post", "since_date");
        await WrongFields(() => office.Workers.ReleaseWorkerAsync(new()), "id", "leave", "left_date", "reason");
        await WrongFields(() => office.Workers.EnterWorkerCertificateAsync(new()), "id", "level", "issued_date", "number");
        await WrongFields(() => office.Workers.EnterWorkerTrainingAsync(new() { Credits = 201 }), "id", "course", "held_date", "credits");
        await WrongFields(() => office.Workers.ListWorkersAsync(new() { DivisionCode = "x", State = (WorkerState)9, Grade = 31, PageSize = -1 }), "division_code", "state", "grade", "page_size");
        await WrongFields(() => office.Workers.ListWorkerCreditsAsync(new() { DivisionCode = "x", PageSize = -1 }), "division_code", "year", "page_size");
        await WrongFields(() => office.Workers.ListWorkerAssignmentsAsync(new() { Id = "x", PageToken = "x" }), "id", "page_token");
        await WrongFields(() => office.Workers.ListWorkerCertificatesAsync(new() { Id = "x", PageSize = -1 }), "id", "page_size");
        await WrongFields(() => office.Workers.ListWorkerTrainingsAsync(new() { Id = "x", PageSize = -1 }), "id", "page_size");
        await WrongFields(() => office.Grades.ComputeGradeAsync(new() { Id = "x", Date = "x" }), "id", "date");
    }
}
