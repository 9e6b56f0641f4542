using Governance.Events.Grid.V1;
using Governance.Volunteers.Tests.Protection;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.CallUps;

[Collection(WithBroker.Name)]
public sealed class CallingUp(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task An_emergency_calls_up_once_those_who_are_trained_where_it_is()
    {
        var (course, second) = (await app.NewCourse(validMonths: 1), await app.NewCourse());
        var kind = await app.NewEmergencyKind(course, second);
        async Task<Volunteer> New(string home = SmallMap.Community, string birth = "19880102", bool both = true, int day = 0)
        {
            var volunteer = await app.NewVolunteer(home, number: VolunteersApp.NewNumber(birth));
            await app.Train(volunteer, course.Code, day);
            if (both) await app.Train(volunteer, second.Code);
            return volunteer;
        }
        var (here, alsoHere) = (await New(), await New(SmallMap.OtherTown));
        var (half, outdated, elsewhere, suspended) = (await New(both: false), await New(day: -60), await New(SmallMap.NextCounty), await New());
        var minor = People.ToRegister(VolunteersApp.NewNumber($"{app.Clock.GetUtcNow().Year - 17}0102"));
        minor.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true };
        var young = await app.Town().Registrations.RegisterVolunteerAsync(minor);
        await app.Train(young, course.Code);
        await app.Train(young, second.Code);
        await app.Town().Registrations.SuspendVolunteerAsync(new() { Id = suspended.Id, Reason = "核查" });

        var activated = new EmergencyActivated(Guid.Parse(NewId()), "510104", kind, 4, app.Clock.GetUtcNow());
        var need = await ActivateAsync(activated);
        Assert.Equal(new[] { course.Code, second.Code }.Order(StringComparer.Ordinal), need.RequiredTrainings);
        var called = await ListAsync(app.County(), need);
        Assert.Equal(new[] { here.Id, alsoHere.Id }.Order(), called.Select(c => c.VolunteerId).Order());
        Assert.All(called, c => Assert.Equal((CallUpState.Called, "李**", "510104", need.Text), (c.State, c.NameMasked, c.NeedDivisionCode, c.Text)));
        var told = Assert.Single((await app.Events("VolunteersCalledUp")), e => e.Contains(need.Id, StringComparison.Ordinal));
        Assert.Contains(here.Id, told, StringComparison.Ordinal);
        Assert.Contains($"{activated.EmergencyId}", told, StringComparison.Ordinal);

        // Told again, under the same id and under others, before and after somebody else was trained: nobody is called up twice, and nothing lies in the error queue.
        await New();
        var id = Guid.Parse(NewId());
        await app.PublishAsync(activated, id);
        await app.PublishAsync(activated, id);
        await app.PublishAsync(activated with { Level = 1 });
        var another = await ActivateAsync(activated with { EmergencyId = Guid.Parse(NewId()), Area = SmallMap.NextCounty[..6] });
        Assert.Equal([elsewhere.Id], (await ListAsync(app.County("510105"), another)).Select(c => c.VolunteerId));
        Assert.Equal(2, (await ListAsync(app.County(), need)).Count);
        Assert.Equal(1, await app.Query<long>("select count(*) from needs where source_id = $1", activated.EmergencyId));
        Assert.Equal(1, await app.Query<long>("select count(*) from inbox where consumer = 'OnEmergencyActivated' and event_id = $1", id));
    }

    [Fact]
    public async Task The_called_up_accept_or_decline_and_the_centre_sees_it()
    {
        var course = await app.NewCourse();
        var kind = await app.NewEmergencyKind(course);
        var (first, second) = (await app.NewVolunteer(subject: "called"), await app.NewVolunteer(SmallMap.OtherTown));
        await app.Train(first, course.Code);
        await app.Train(second, course.Code);
        var need = await ActivateAsync(new EmergencyActivated(Guid.Parse(NewId()), "510104", kind, 4, app.Clock.GetUtcNow()));
        var (me, centre) = (app.As("resident", SmallMap.NextCounty, subject: "called"), app.County());
        var mine = Assert.Single((await me.CallUps.ListCallUpsAsync(new())).CallUps);
        Assert.Equal((first.Id, need.Text, need.StartTime), (mine.VolunteerId, mine.Text, mine.StartTime));
        Assert.Equal([course.Code], mine.RequiredTrainings);
        var theirs = Assert.Single(await ListAsync(centre, need), c => c.VolunteerId == second.Id);
        await Refused(StatusCode.NotFound, "CALL_UP_NOT_FOUND", () => me.CallUps.AnswerCallUpAsync(new() { Id = theirs.Id, Comes = true }));
        await Refused(StatusCode.NotFound, "CALL_UP_NOT_FOUND", () => app.County("510105").CallUps.AnswerCallUpAsync(new() { Id = theirs.Id, Comes = true }));
        await Refused(StatusCode.NotFound, "CALL_UP_NOT_FOUND", () => app.Town().CallUps.AnswerCallUpAsync(new() { Id = theirs.Id, Comes = true }));      // another town's
        Assert.Empty(await ListAsync(app.County("510105"), need));
        Assert.Equal([mine.Id], (await ListAsync(app.Town(), need)).Select(c => c.Id));

        var answer = new AnswerCallUpRequest { RequestId = NewId(), Id = mine.Id, Comes = true, Etag = mine.Etag };
        var accepted = await me.CallUps.AnswerCallUpAsync(answer);
        Assert.Equal((CallUpState.Accepted, app.Clock.GetUtcNow()), (accepted.State, accepted.AnswerTime.ToDateTimeOffset()));
        Assert.Equal(accepted, await me.CallUps.AnswerCallUpAsync(answer));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => me.CallUps.AnswerCallUpAsync(new() { Id = mine.Id, Etag = mine.Etag }));
        Assert.Equal(CallUpState.Accepted, (await me.CallUps.AnswerCallUpAsync(new() { Id = mine.Id, Comes = true })).State);
        Assert.Equal(CallUpState.Declined, (await me.CallUps.AnswerCallUpAsync(new() { RequestId = NewId(), Id = mine.Id })).State);
        Assert.Equal(2, (await app.Events("CallUpAnswered")).Count(e => e.Contains(mine.Id, StringComparison.Ordinal)));
        await centre.CallUps.AnswerCallUpAsync(new() { RequestId = NewId(), Id = theirs.Id, Comes = true });       // by telephone
        Assert.Equal([theirs.Id], (await ListAsync(centre, need, CallUpState.Accepted)).Select(c => c.Id));
        Assert.Equal([mine.Id], (await ListAsync(centre, need, CallUpState.Declined)).Select(c => c.Id));
        Assert.Empty(await ListAsync(centre, need, CallUpState.Called));

        await centre.Activities.CloseNeedAsync(new() { RequestId = NewId(), Id = need.Id });
        await Refused(StatusCode.FailedPrecondition, "CALL_UP_OVER", () => me.CallUps.AnswerCallUpAsync(new() { Id = mine.Id, Comes = true }));
        await WrongFields(() => me.CallUps.AnswerCallUpAsync(new()), "id");
        await WrongFields(() => centre.CallUps.ListCallUpsAsync(new() { NeedId = "x", VolunteerId = "x", DivisionCode = "x", State = (CallUpState)99, PageToken = "x" }), "need_id", "volunteer_id", "division_code", "state", "page_token");
    }

    [Fact]
    public async Task No_more_are_called_up_than_three_for_each_place_the_latest_trained_first()
    {
        var course = await app.NewCourse();
        var kind = await app.NewEmergencyKind(course);
        var latest = await app.NewVolunteer();
        await app.Train(latest, course.Code);
        // Their likes, made by the database: two hundred who were trained the day before.
        await app.QueryAll<int>("""
            with many as (insert into volunteers (id, area, name, number, number_hash, phone, birth_year, sex, skills, languages, political_status, veteran, education, available, state, hidden, stars, served_minutes, growth, registered_at, version, event_sequence)
              select gen_random_uuid(), area, name, number, sha256(n::text::bytea), phone, birth_year, sex, skills, languages, political_status, veteran, education, available, state, hidden, stars, served_minutes, growth, registered_at, 1, 0
              from volunteers, generate_series(1, 200) n where id = $1 returning id, area)
            insert into trainings (id, area, volunteer_id, course_code, number, train_date, until_date, recorder, entered_at, version, event_sequence)
            select gen_random_uuid(), m.area, m.id, t.course_code, m.id::text, t.train_date - 1, t.until_date, 'test', now(), 1, 0 from many m cross join trainings t where t.volunteer_id = $1
            """, Guid.Parse(latest.Id));
        var need = await ActivateAsync(new EmergencyActivated(Guid.Parse(NewId()), SmallMap.Community[..9], kind, 4, app.Clock.GetUtcNow()));
        Assert.Equal(50, need.Headcount);
        Assert.Equal(150, await app.Query<long>("select count(*) from call_ups where need_id = $1", Guid.Parse(need.Id)));
        Assert.Equal(150, await app.Query<long>("select count(distinct volunteer_id) from call_ups where need_id = $1", Guid.Parse(need.Id)));
        Assert.Contains((await ListAsync(app.County(), need)), c => c.VolunteerId == latest.Id);
    }

    [Fact]
    public async Task What_a_kind_calls_for_is_data_and_a_kind_that_is_not_listed_calls_for_what_is_general()
    {
        var operatorOfAll = app.As("province-operator", "51");
        var listed = (await operatorOfAll.CallUps.ListEmergencyTrainingsAsync(new() { PageSize = 500 })).Trainings;
        Assert.Contains(listed, t => t.Kind == "flood" && t.CourseCodes.SequenceEqual(["flood-rescue"]));
        Assert.Equal(["first-aid"], listed.Single(t => t.Kind == "general").CourseCodes);
        var page = await operatorOfAll.CallUps.ListEmergencyTrainingsAsync(new() { PageSize = 1 });
        Assert.Equal(listed[1], Assert.Single((await operatorOfAll.CallUps.ListEmergencyTrainingsAsync(new() { PageSize = 1, PageToken = page.NextPageToken })).Trainings));

        var kind = await app.NewEmergencyKind(await app.NewCourse());
        var before = (await operatorOfAll.CallUps.ListEmergencyTrainingsAsync(new() { PageSize = 500 })).Trainings.Single(t => t.Kind == kind);
        Task<EmergencyTraining> Set(EmergencyTraining training, VolunteersCaller? by = null) => (by ?? operatorOfAll).CallUps.SetEmergencyTrainingAsync(new() { RequestId = NewId(), Training = training }).ResponseAsync;
        Assert.Equal(["first-aid"], (await Set(new() { Kind = kind, CourseCodes = { "first-aid" }, Etag = before.Etag })).CourseCodes);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Set(before));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => Set(new(before) { Etag = "" }, app.As("province-operator", "5101")));
        await WrongFields(() => operatorOfAll.CallUps.SetEmergencyTrainingAsync(new()), "training.kind", "training.course_codes");
        await WrongFields(() => operatorOfAll.CallUps.SetEmergencyTrainingAsync(new() { Training = new() { Kind = "x y", CourseCodes = { "no-such-course" } } }), "training.kind", "training.course_codes[0]");

        var need = await ActivateAsync(new EmergencyActivated(Guid.Parse(NewId()), "510104", "meteor", 3, app.Clock.GetUtcNow()));
        Assert.Equal(["first-aid"], need.RequiredTrainings);
    }

    private async Task<Need> ActivateAsync(EmergencyActivated activated)
    {
        await app.PublishAsync(activated);
        var centre = app.County(activated.Area[..6]);
        return await EventuallyAsync("the need is here", async () => (await centre.Activities.ListNeedsAsync(new() { PageSize = 500 })).Needs.SingleOrDefault(n => n.SourceId == $"{activated.EmergencyId}"), n => n is not null) ?? throw new InvalidOperationException();
    }

    private static async Task<List<CallUp>> ListAsync(VolunteersCaller by, Need need, CallUpState state = CallUpState.Unspecified) =>
        [.. (await by.CallUps.ListCallUpsAsync(new() { NeedId = need.Id, State = state, PageSize = 500 })).CallUps];
}
