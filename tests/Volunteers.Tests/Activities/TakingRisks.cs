using Google.Protobuf.WellKnownTypes;
using Governance.Volunteers.Tests.Protection;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Activities;

/// <summary>Shifts that need covers and trainings.</summary>
[Collection(WithBroker.Name)]
public sealed class TakingRisks(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task All_that_lacks_is_told_at_once_and_who_has_everything_gets_a_place()
    {
        var course = await app.NewCourse();
        var shift = await RiskyAsync(plan => { plan.NeedsCover.AddRange([CoverKind.Liability, CoverKind.Accident]); plan.RequiredTrainings.AddRange([course.Code, "first-aid"]); });
        var volunteer = await app.NewVolunteer();
        Task<Told> Lacks(string reason) => Refused(StatusCode.FailedPrecondition, reason, () => SignUp(shift, volunteer));

        var told = await Lacks("COVER_MISSING");
        Assert.Equal(("COVER_KIND_ACCIDENT,COVER_KIND_LIABILITY", $"{course.Code},first-aid"), (told.Facts["needs_cover"], told.Facts["required_trainings"]));
        Assert.Equal($"该班次要求全程具备相应保障，该志愿者缺少：有效保险（人身意外伤害险、第三者责任险）；有效培训证书（{course.Name}、现场急救）", told.Chinese);
        await app.Insure(volunteer);
        await app.Train(volunteer, course.Code);
        told = await Lacks("COVER_MISSING");
        Assert.Equal(("COVER_KIND_LIABILITY", "first-aid"), (told.Facts["needs_cover"], told.Facts["required_trainings"]));
        await app.Insure(volunteer, CoverKind.Liability);
        told = await Lacks("TRAINING_MISSING");
        Assert.Equal(["required_trainings"], told.Facts.Keys);
        Assert.Equal("该班次要求全程具备相应保障，该志愿者缺少：有效培训证书（现场急救）", told.Chinese);
        Assert.Equal((0, 0), await CountsAsync(shift));
        await app.Train(volunteer);
        Assert.Equal(SignUpState.Confirmed, (await SignUp(shift, volunteer)).State);
    }

    [Fact]
    public async Task Every_day_of_the_shift_in_China_counts()
    {
        // From 22:00 to 02:00 in China, which is one day in UTC.
        var evening = Governance.Rpc.ChinaTime.StartOf(Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(10)).AddHours(22);
        Task<Shift> Night(TimeSpan length, CoverKind kind = CoverKind.Traffic) => RiskyAsync(plan =>
        {
            plan.NeedsCover.Add(kind);
            (plan.Shifts[0].StartTime, plan.Shifts[0].EndTime) = (evening.ToTimestamp(), (evening + length).ToTimestamp());
        });
        var (night, untilMidnight) = (await Night(TimeSpan.FromHours(4)), await Night(TimeSpan.FromHours(2)));
        async Task<string> Told(Shift shift, Volunteer who)
        {
            try { return (await SignUp(shift, who)).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }
        var (firstDay, secondDay, both, seamless, gap) = (await app.NewVolunteer(), await app.NewVolunteer(), await app.NewVolunteer(), await app.NewVolunteer(), await app.NewVolunteer());
        await app.Insure(firstDay, CoverKind.Traffic, until: 11);
        await app.Insure(secondDay, CoverKind.Traffic, from: 11, until: 12);
        await app.Insure(both, CoverKind.Traffic, from: 10, until: 12);
        await app.Insure(seamless, CoverKind.Traffic, until: 11);
        await app.Insure(seamless, CoverKind.Traffic, from: 11, until: 100);
        await app.End(await app.Insure(gap, CoverKind.Traffic, until: 100), day: 11);
        foreach (var (who, overMidnight, toMidnight) in new[] { (firstDay, "COVER_MISSING", "Confirmed"), (secondDay, "COVER_MISSING", "COVER_MISSING"), (both, "Confirmed", "SHIFTS_OVERLAP"), (seamless, "Confirmed", "SHIFTS_OVERLAP"), (gap, "COVER_MISSING", "Confirmed") })
        {
            Assert.Equal(overMidnight, await Told(night, who));
            Assert.Equal(toMidnight, await Told(untilMidnight, who));
        }
        // Another kind does not do.
        await app.Insure(secondDay, CoverKind.Medical);
        Assert.Equal("COVER_MISSING", await Told(night, secondDay));

        // A training that runs out in the night.
        var course = await app.NewCourse(validMonths: 1);
        var until = Governance.Rpc.ChinaTime.DateOf(evening).AddDays(1);
        var trained = until.AddMonths(-1);
        Assert.Equal(until, trained.AddMonths(1));
        var guarded = await RiskyAsync(plan =>
        {
            plan.RequiredTrainings.Add(course.Code);
            (plan.Shifts[0].StartTime, plan.Shifts[0].EndTime) = (evening.ToTimestamp(), evening.AddHours(4).ToTimestamp());
            plan.Shifts.Add(new ShiftToPublish { StartTime = evening.ToTimestamp(), EndTime = evening.AddHours(2).ToTimestamp(), Capacity = 5 });
        });
        var fading = await app.NewVolunteer();
        await app.County().Trainings.CertifyTrainingAsync(new() { RequestId = NewId(), VolunteerId = fading.Id, CourseCode = course.Code, Number = Papers.NewNumber(), TrainDate = trained.ToString("yyyy-MM-dd", null) });
        var shifts = (await app.Town().Activities.GetActivityAsync(new() { Id = await app.Query<string>("select activity_id::text from shifts where id = $1", Guid.Parse(guarded.Id)) })).Shifts;
        Assert.Equal("TRAINING_MISSING", await Told(shifts.Single(s => s.EndTime.ToDateTimeOffset() == evening.AddHours(4)), fading));
        Assert.Equal("Confirmed", await Told(shifts.Single(s => s.EndTime.ToDateTimeOffset() == evening.AddHours(2)), fading));
    }

    [Fact]
    public async Task Who_waits_without_a_cover_is_passed_over_and_may_come_later()
    {
        var shift = await RiskyAsync(plan => { plan.NeedsCover.Add(CoverKind.Infection); plan.RequiredTrainings.Add("first-aid"); plan.Shifts[0].Capacity = 1; }, startsIn: 300);
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.NewVolunteer()));
        var covers = new List<Cover>();
        var papers = new List<Training>();
        foreach (var who in people)
        {
            covers.Add(await app.Insure(who, CoverKind.Infection));
            papers.Add(await app.Train(who));
        }
        var places = new List<SignUp>();
        foreach (var who in people) places.Add(await SignUp(shift, who));
        Assert.Equal([SignUpState.Confirmed, SignUpState.Waiting, SignUpState.Waiting, SignUpState.Waiting], places.Select(p => p.State));
        await app.End(covers[1]);
        await app.Town().Trainings.RevokeTrainingAsync(new() { RequestId = NewId(), Id = papers[2].Id, Reason = "证书不实" });
        await WithdrawAsync(places[0]);
        await StateAsync(places[3], SignUpState.Confirmed);
        Assert.Equal((1, 2), await CountsAsync(shift));
        await app.Insure(people[1], CoverKind.Infection);
        await WithdrawAsync(places[3]);
        await StateAsync(places[1], SignUpState.Confirmed);
        // Nobody is left who has both: the place stays free.
        await WithdrawAsync(places[1]);
        var last = await app.NewVolunteer();
        await app.Insure(last, CoverKind.Infection);
        await app.Train(last);
        Assert.Equal(SignUpState.Confirmed, (await SignUp(shift, last)).State);
        await StateAsync(places[2], SignUpState.Waiting);
        Assert.Equal((1, 1), await CountsAsync(shift));
    }

    [Fact]
    public async Task Check_in_is_the_last_gate()
    {
        var shift = await RiskyAsync(plan => { plan.NeedsCover.Add(CoverKind.Medical); plan.RequiredTrainings.Add("first-aid"); }, startsIn: 1);
        var volunteer = await app.NewVolunteer();
        var (cover, training) = (await app.Insure(volunteer, CoverKind.Medical), await app.Train(volunteer));
        var place = await SignUp(shift, volunteer);
        await app.End(cover);
        await app.Town().Trainings.RevokeTrainingAsync(new() { RequestId = NewId(), Id = training.Id, Reason = "证书不实" });
        app.Clock.Advance(TimeSpan.FromHours(1));
        Task<SignUp> CheckIn() => app.Town().Activities.CheckInAsync(new() { RequestId = NewId(), Id = place.Id }).ResponseAsync;
        var told = await Refused(StatusCode.FailedPrecondition, "COVER_MISSING", CheckIn);
        Assert.Equal(("COVER_KIND_MEDICAL", "first-aid"), (told.Facts["needs_cover"], told.Facts["required_trainings"]));
        await app.Insure(volunteer, CoverKind.Medical);
        await Refused(StatusCode.FailedPrecondition, "TRAINING_MISSING", CheckIn);
        await StateAsync(place, SignUpState.Confirmed);
        await app.Train(volunteer);
        Assert.Equal(SignUpState.CheckedIn, (await CheckIn()).State);
    }

    [Fact]
    public async Task Nobody_checks_in_whose_cover_was_ended_while_they_signed_up()
    {
        var shift = await RiskyAsync(plan => plan.NeedsCover.Add(CoverKind.Liability), startsIn: 1);
        var people = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.NewVolunteer()));
        var covers = new List<Cover>();
        foreach (var who in people) covers.Add(await app.Insure(who, CoverKind.Liability));
        var outcomes = await Task.WhenAll(people.Select(async (who, i) =>
        {
            var ending = app.End(covers[i]);
            SignUp? place = null;
            try { place = await SignUp(shift, who); }
            catch (RpcException e) { Assert.Equal("COVER_MISSING", Read(e).Reason); }
            await ending;
            return place;
        }));
        app.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var place in outcomes.OfType<SignUp>()) await Refused(StatusCode.FailedPrecondition, "COVER_MISSING", () => app.Town().Activities.CheckInAsync(new() { Id = place.Id }));
        Assert.Equal(0, await app.Query<long>("select count(*) from sign_ups where shift_id = $1 and state = 4", Guid.Parse(shift.Id)));
    }

    [Fact]
    public async Task An_activity_says_what_it_needs_and_what_its_need_requires_is_required()
    {
        var course = await app.NewCourse();
        var need = await app.Town().Activities.OpenNeedAsync(new()
        {
            RequestId = NewId(), DivisionCode = SmallMap.Community, Text = "河道巡查", Headcount = 3, StartTime = app.In(1), EndTime = app.In(9), RequiredTrainings = { course.Code },
        });
        Assert.Equal([course.Code], need.RequiredTrainings);
        var plan = app.Activity();
        plan.NeedId = need.Id;
        plan.NeedsCover.Add(CoverKind.Accident);
        plan.RequiredTrainings.Add("first-aid");
        var activity = await app.Town().Activities.PublishActivityAsync(plan);
        Assert.Equal([CoverKind.Accident], activity.NeedsCover);
        Assert.Equal([course.Code, "first-aid"], activity.RequiredTrainings);
        Assert.Equal(activity.RequiredTrainings, (await app.As("resident", "52").Activities.GetActivityAsync(new() { Id = activity.Id })).RequiredTrainings);
        var told = Assert.Single(await app.Events("ActivityPublished"), e => e.Contains(activity.Id, StringComparison.Ordinal));
        Assert.Contains("\"needsCover\":[\"Accident\"]", told.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        plan = app.Activity();
        plan.NeedsCover.AddRange([CoverKind.Accident, CoverKind.Accident, CoverKind.Unspecified, (CoverKind)99]);
        plan.RequiredTrainings.AddRange(["first-aid", "no-such-course"]);
        await WrongFields(() => app.Town().Activities.PublishActivityAsync(plan), "needs_cover[1]", "needs_cover[2]", "needs_cover[3]", "required_trainings[1]");
        plan = app.Activity();
        plan.RequiredTrainings.AddRange(Enumerable.Repeat("first-aid", 6));
        await WrongFields(() => app.Town().Activities.PublishActivityAsync(plan), "required_trainings");
        await WrongFields(() => app.Town().Activities.OpenNeedAsync(new() { RequiredTrainings = { "x" } }), "division_code", "text", "headcount", "start_time", "end_time", "required_trainings[0]");
        await app.As("province-operator", "51").Trainings.SetCourseAsync(new() { RequestId = NewId(), Course = new(course) { Retired = true } });
        plan = app.Activity();
        plan.RequiredTrainings.Add(course.Code);
        await WrongFields(() => app.Town().Activities.PublishActivityAsync(plan), "required_trainings[0]");
    }

    [Fact]
    public async Task The_trained_come_first_and_beyond_the_town_only_they_are_looked_at()
    {
        const string home = "510104022006", neighbour = "510104022009", town = "510104023013";
        var (course, other) = (await app.NewCourse(), await app.NewCourse(validMonths: 1));
        async Task<Volunteer> New(string where, params string[] skills)
        {
            var request = People.ToRegister(home: where);
            request.Skills.Clear();
            request.Skills.AddRange(skills);
            request.AvailableTimes.Clear();
            return await app.As("city-centre,county-centre", "5101").Registrations.RegisterVolunteerAsync(request);
        }
        var (both, one, none, near) = (await New(home, "legal-aid"), await New(home), await New(home, "legal-aid"), await New(neighbour));
        var (farBoth, farOne, nextCounty, revoked, suspended) = (await New(town, "legal-aid"), await New(town, "legal-aid"), await New(SmallMap.NextCounty, "legal-aid"), await New(town, "legal-aid"), await New(home, "legal-aid"));
        await New(home, "haircut");
        foreach (var who in new[] { both, near, farBoth, nextCounty, revoked, suspended })
        {
            await app.Train(who, course.Code);
            await app.Train(who, other.Code);
        }
        await app.Train(one, course.Code);
        await app.Train(farOne, course.Code);
        var paper = await app.Train(revoked, course.Code);
        await app.County().Trainings.RevokeTrainingAsync(new() { RequestId = NewId(), Id = paper.Id, Reason = "证书不实" });
        await app.County().Trainings.RevokeTrainingAsync(new() { RequestId = NewId(), Id = (await app.County().Trainings.ListTrainingsAsync(new() { VolunteerId = revoked.Id, CourseCode = course.Code })).Trainings[0].Id, Reason = "证书不实" });
        await app.County().Registrations.SuspendVolunteerAsync(new() { Id = suspended.Id, Reason = "核查" });
        async Task<List<Match>> Match(VolunteersCaller by, string date = "", params string[] courses) =>
            [.. (await by.Activities.MatchVolunteersAsync(new() { DivisionCode = home, Skills = { "legal-aid" }, RequiredTrainings = { courses }, ServiceDate = date, Limit = 100 })).Matches];

        var found = await Match(app.County(), "", course.Code, other.Code);
        Assert.Equal(new[] { both.Id, none.Id, one.Id, near.Id, farBoth.Id }.Order(), found.Select(m => m.VolunteerId).Order());
        Assert.Equal(both.Id, found[0].VolunteerId);
        Assert.All(found, m => Assert.Equal((m.Parts.Sum(p => p.Points), 100), (m.Score, m.Parts.Sum(p => p.Most))));
        MatchPart Training(Volunteer who) => found.Single(m => m.VolunteerId == who.Id).Parts.Single(p => p.Aspect == MatchAspect.Training);
        Assert.Equal((20, 20, "具备全部所需培训"), (Training(both).Points, Training(both).Most, Training(both).Reason));
        Assert.Equal((10, $"缺少培训：{other.Name}"), (Training(one).Points, Training(one).Reason));
        Assert.Equal((0, $"缺少培训：{course.Name}、{other.Name}"), (Training(none).Points, Training(none).Reason));
        Assert.Equal(20, found[0].Parts.Single(p => p.Aspect == MatchAspect.Skill).Most);

        // On a day when the other training has run out; and without trainings the score is as it was.
        found = await Match(app.County(), app.Day(40), course.Code, other.Code);
        Assert.DoesNotContain(found, m => m.VolunteerId == farBoth.Id);
        Assert.Equal(10, Training(both).Points);
        Assert.Contains(await Match(app.As("city-centre", "5101"), "", course.Code), m => m.VolunteerId == nextCounty.Id);
        Assert.DoesNotContain(await Match(app.County(), "", course.Code), m => m.VolunteerId == nextCounty.Id);
        Assert.All(await Match(app.County()), m => Assert.Equal(5, m.Parts.Count));
        await WrongFields(() => app.County().Activities.MatchVolunteersAsync(new() { DivisionCode = home, RequiredTrainings = { "x" }, ServiceDate = "x" }), "required_trainings[0]", "service_date");
    }

    private async Task<Shift> RiskyAsync(Action<PublishActivityRequest> change, double startsIn = 500)
    {
        var plan = app.Activity(startsIn: startsIn);
        change(plan);
        return (await app.Town().Activities.PublishActivityAsync(plan)).Shifts[0];
    }

    private Task<SignUp> SignUp(Shift shift, Volunteer volunteer) => app.County().Activities.SignUpForShiftAsync(new() { RequestId = NewId(), ShiftId = shift.Id, VolunteerId = volunteer.Id }).ResponseAsync;

    private Task<SignUp> WithdrawAsync(SignUp place) => app.Town().Activities.WithdrawSignUpAsync(new() { RequestId = NewId(), Id = place.Id }).ResponseAsync;

    private Task StateAsync(SignUp place, SignUpState state) => EventuallyAsync($"it is {state}", () => app.Query<short>("select state from sign_ups where id = $1", Guid.Parse(place.Id)), s => s == (short)state);

    private async Task<(int, int)> CountsAsync(Shift shift) =>
        (await app.Query<int>("select taken from shifts where id = $1", Guid.Parse(shift.Id)), await app.Query<int>("select waiting from shifts where id = $1", Guid.Parse(shift.Id)));
}
