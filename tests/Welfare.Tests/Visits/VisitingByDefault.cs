using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Visits;

/// <summary>Who visits whom: only whoever has the role there, and the community's default visitors where nobody is assigned.</summary>
public sealed class VisitingByDefault(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string Home = "510104022006", Other = "510104018001";

    private async Task<Person> Visited(RegisterPersonRequest request)
    {
        await EventuallyAsync("the month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104' and month = $1)", DateOnly.Parse(app.Day()[..8] + "01", null)));
        var person = await app.New(request);
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(person, 30));
        return person;
    }

    private Task<List<string>> Visitors(Person person) =>
        app.QueryAll<string>("select distinct coalesce(owner, '-') || ' ' || coalesce(visitor_kind, 0) from visits where person_id = $1 and state = 1 and due_on > $2 order by 1", Guid.Parse(person.Id), DateOnly.Parse(app.Day(), null));

    private async Task<List<string>> Each(params Person[] people)
    {
        var all = new List<string>();
        foreach (var person in people) all.AddRange(await Visitors(person));
        return all;
    }

    private AsyncUnaryCall<DefaultVisitor> Default(string community, VisitorKind kind, string subject) =>
        app.Supervisor().Visits.SetDefaultVisitorAsync(new() { RequestId = NewId(), DivisionCode = community, Kind = kind, Subject = subject });

    [Fact]
    public async Task Whoever_has_not_the_role_there_is_given_no_visit()
    {
        var child = await Visited(app.Child(Home));
        Task Assign(string subject, VisitorKind kind) => app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = kind, Subject = subject }).ResponseAsync;
        await app.Enlist("aunt", Home, "child-director");
        await app.Enlist("elsewhere", Other, "grid-worker");
        var retired = await app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = "retired", DivisionCode = Home, Role = "grid-worker" });
        await app.Supervisor().CaseTasks.RetireWorkerAsync(new() { RequestId = NewId(), Id = retired.Id });
        foreach (var (subject, kind) in new[] { ("nobody", VisitorKind.GridWorker), ("elsewhere", VisitorKind.GridWorker), ("retired", VisitorKind.GridWorker), ("aunt", VisitorKind.GridWorker), ("aunt", VisitorKind.SocialWorker) })
        {
            await Refused(StatusCode.FailedPrecondition, "VISITOR_MAY_NOT_VISIT", () => Assign(subject, kind));
        }
        await Assign("aunt", VisitorKind.ChildDirector);
        Assert.Equal(["aunt 2"], await Visitors(child));
        // Whoever visits somebody there does not leave before somebody else does.
        var aunt = (await app.Supervisor().CaseTasks.ListWorkersAsync(new() { DivisionCode = Home, PageSize = 500 })).Workers.Single(w => w.Subject == "aunt");
        await Refused(StatusCode.FailedPrecondition, "WORKER_IS_BUSY", () => app.Supervisor().CaseTasks.RetireWorkerAsync(new() { RequestId = NewId(), Id = aunt.Id }));
        await app.Enlist("walker", "510104022", "grid-worker");
        await Assign("walker", VisitorKind.GridWorker);
        await app.Supervisor().CaseTasks.RetireWorkerAsync(new() { RequestId = NewId(), Id = aunt.Id });
    }

    [Fact]
    public async Task Whoever_moves_out_of_the_visitors_place_is_visited_by_whom_it_is_there()
    {
        const string from = "510104026009", to = "510104019005";
        foreach (var (subject, place) in new[] { ("there", to), ("here", from), ("everywhere", "510104") }) await app.Enlist(subject, place, "grid-worker");
        await Default(to, VisitorKind.GridWorker, "there");
        foreach (var (subject, then) in new[] { ("here", "there 1"), ("everywhere", "everywhere 1") })
        {
            var person = await Visited(app.Unknown(from));
            await app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = VisitorKind.GridWorker, Subject = subject });
            await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = to });
            Assert.Equal([then], await Visitors(person));
        }
    }

    [Fact]
    public async Task Where_nobody_is_assigned_the_communitys_visitors_go_and_the_childrens_to_children()
    {
        const string home = "510104026006";
        var (child, elder) = (await Visited(app.Child(home)), await Visited(app.Unknown(home)));
        Assert.Equal(["- 0"], await Visitors(child));
        foreach (var (subject, role) in new[] { ("director", "child-director"), ("walker", "grid-worker"), ("own", "grid-worker") }) await app.Enlist(subject, home, role);
        await Refused(StatusCode.FailedPrecondition, "VISITOR_MAY_NOT_VISIT", () => Default(home, VisitorKind.GridWorker, "stranger"));
        await WrongFields(() => Default(home, VisitorKind.Volunteer, "walker"), "kind");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Supervisor("510105").Visits.SetDefaultVisitorAsync(new() { RequestId = NewId(), DivisionCode = home, Kind = VisitorKind.GridWorker, Subject = "walker" }));
        // What is planned already follows.
        await Default(home, VisitorKind.ChildDirector, "director");
        Assert.Equal(["director 2", "- 0"], await Each(child, elder));
        await Default(home, VisitorKind.GridWorker, "walker");
        Assert.Equal(["director 2", "walker 1"], await Each(child, elder));
        Assert.Equal(["director", "walker"], (await app.Supervisor().Visits.ListDefaultVisitorsAsync(new() { DivisionCode = home })).Visitors.Select(v => v.Subject).Order());

        // What is planned anew, and next month, too; who is assigned to somebody stays that.
        var late = await Visited(app.Unknown(home));
        Assert.Equal(["walker 1"], await Visitors(late));
        await app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = late.Id, Kind = VisitorKind.GridWorker, Subject = "own" });
        app.Clock.Advance(TimeSpan.FromDays(20));
        var next = DateOnly.Parse(app.Day()[..8] + "01", null).AddMonths(1);
        await EventuallyAsync("the next month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104' and month = $1)", next));
        Assert.Equal(["director 2", "walker 1", "own 1"], await Each(child, elder, late));

        // Whom and where the default visitor is told, and nobody else.
        var visit = (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = elder.Id, State = VisitState.Planned, FromDate = app.Day(1), Purpose = ReadPurpose.Visit })).Visits[0];
        Assert.Equal("陈桂芳", (await app.As("grid-worker", home, subject: "walker").Visits.GetVisitAsync(new() { Id = visit.Id, Purpose = ReadPurpose.Visit })).Place?.Name);
        await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => app.As("grid-worker", home, subject: "own").Visits.GetVisitAsync(new() { Id = visit.Id, Purpose = ReadPurpose.Visit }));
        var workers = (await app.Supervisor().CaseTasks.ListWorkersAsync(new() { DivisionCode = home, PageSize = 500 })).Workers;
        await Refused(StatusCode.FailedPrecondition, "WORKER_IS_BUSY", () => app.Supervisor().CaseTasks.RetireWorkerAsync(new() { RequestId = NewId(), Id = workers.Single(w => w.Subject == "director").Id }));
        await Default(home, VisitorKind.ChildDirector, "");
        Assert.Equal(["walker 1"], await Visitors(child));
    }

    [Fact]
    public async Task The_visit_of_the_day_on_which_somebody_moves_is_made_by_whom_it_is_there()
    {
        const string from = "510104026009", to = "510104018001", beyond = SmallMap.NextCounty;
        await app.Enlist("leaves", from, "grid-worker");
        await app.Enlist("awaits", to, "grid-worker");
        await app.Enlist("far", beyond, "grid-worker");
        await Default(to, VisitorKind.GridWorker, "awaits");
        await app.Supervisor("510105").Visits.SetDefaultVisitorAsync(new() { RequestId = NewId(), DivisionCode = beyond, Kind = VisitorKind.GridWorker, Subject = "far" });
        async Task<Person> VisitedToday()
        {
            var person = await Visited(app.Unknown(from));
            await app.Supervisor().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = VisitorKind.GridWorker, Subject = "leaves" });
            app.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal("leaves 1", await Today(person));
            return person;
        }
        var near = await VisitedToday();
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = near.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = to });
        Assert.Equal("awaits 1", await Today(near));
        var visit = (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = near.Id, State = VisitState.Planned, FromDate = app.Day(), Purpose = ReadPurpose.Visit })).Visits[0];
        Assert.Equal((app.Day(), "陈桂芳"), (visit.DueDate, (await app.As("grid-worker", to, subject: "awaits").Visits.GetVisitAsync(new() { Id = visit.Id, Purpose = ReadPurpose.Visit })).Place?.Name));
        await Refused(StatusCode.NotFound, "VISIT_NOT_FOUND", () => app.As("grid-worker", from, subject: "leaves").Visits.GetVisitAsync(new() { Id = visit.Id, Purpose = ReadPurpose.Visit }));

        var away = await VisitedToday();
        await app.Consents(away, ConsentPurpose.Sharing);
        var found = await app.Opened(away, from);
        var offered = await app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = beyond, Reason = "随子女迁居" });
        await app.Supervisor("510105").CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id });
        Assert.Equal("far 1", await Today(away));

        Task<string> Today(Person person) => app.Query<string>("select coalesce(owner, '-') || ' ' || coalesce(visitor_kind, 0) from visits where person_id = $1 and state = 1 and due_on = $2", Guid.Parse(person.Id), DateOnly.Parse(app.Day(), null));
    }
}
