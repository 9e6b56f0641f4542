using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Activities;

[Collection(WithBroker.Name)]
public sealed class FillingAShift(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task Five_hundred_at_once_for_twenty_places_twenty_get_one_and_the_rest_wait_in_order()
    {
        var shift = await app.NewShift(20, startsIn: 100);
        var people = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => app.NewVolunteer()));
        var clerk = app.Town();
        var outcomes = await Task.WhenAll(people.Select(p => clerk.Activities.SignUpForShiftAsync(new() { RequestId = NewId(), ShiftId = shift.Id, VolunteerId = p.Id }).ResponseAsync));

        Assert.Equal(20, outcomes.Count(s => s.State == SignUpState.Confirmed));
        Assert.Equal(480, outcomes.Count(s => s.State == SignUpState.Waiting));
        Assert.Equal(Enumerable.Range(1, 500), outcomes.Select(s => s.Arrival).Order());
        Assert.All(outcomes, s => Assert.Equal(s.Arrival <= 20, s.State == SignUpState.Confirmed));
        Assert.Equal((20, 480), await CountsAsync(shift));
        Assert.Equal(1, await app.Query<long>("select count(*) from events where type like '%ShiftFilled' and aggregate_id in (select id from sign_ups where shift_id = $1)", Guid.Parse(shift.Id)));

        // Three give their places back: the first three who wait move up.
        foreach (var gone in outcomes.Where(s => s.State == SignUpState.Confirmed).Take(3)) await clerk.Activities.WithdrawSignUpAsync(new() { RequestId = NewId(), Id = gone.Id });
        await EventuallyAsync("the waiting list moves up", async () => await app.Query<long>("select count(*) from sign_ups where shift_id = $1 and state = 1 and arrival in (21, 22, 23)", Guid.Parse(shift.Id)), n => n == 3);
        Assert.Equal((20, 477), await CountsAsync(shift));
    }

    [Fact]
    public async Task Nobody_has_two_places_at_a_time_however_fast_they_are()
    {
        var (one, other, later) = (await app.NewShift(startsIn: 30), await app.NewShift(startsIn: 31), await app.NewShift(startsIn: 32));
        var volunteer = await app.NewVolunteer();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try { return (await app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = i % 2 == 0 ? one.Id : other.Id, VolunteerId = volunteer.Id })).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, o => o == "Confirmed");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "Confirmed", "SHIFTS_OVERLAP", "SIGNED_UP_ALREADY" }));
        // A shift that begins when the other ends is no overlap.
        var first = await app.Query<long>("select count(*) from sign_ups where shift_id = $1 and state = 1", Guid.Parse(one.Id)) == 1 ? later : await app.NewShift(startsIn: 33);
        Assert.Equal(SignUpState.Confirmed, (await app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = first.Id, VolunteerId = volunteer.Id })).State);
        await Refused(StatusCode.AlreadyExists, "SIGNED_UP_ALREADY", () => app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = first.Id, VolunteerId = volunteer.Id }));
    }

    [Fact]
    public async Task A_resident_takes_a_place_anywhere_checks_in_by_code_and_the_hours_are_counted_once()
    {
        var me = app.As("resident", SmallMap.NextCounty, subject: "lin");
        await me.Registrations.RegisterVolunteerAsync(People.ToRegister(home: SmallMap.NextCounty));
        var need = await app.Town().Activities.OpenNeedAsync(new() { RequestId = NewId(), DivisionCode = SmallMap.Community, Text = "独居老人陪伴", Skills = { "elderly-care" }, Headcount = 3, StartTime = app.In(1), EndTime = app.In(9) });
        var plan = app.Activity(1);
        plan.NeedId = need.Id;
        var shift = (await app.Town().Activities.PublishActivityAsync(plan)).Shifts[0];
        var mine = await me.Activities.SignUpForShiftAsync(new() { RequestId = NewId(), ShiftId = shift.Id });
        Assert.Equal(SignUpState.Confirmed, mine.State);
        Assert.Equal(mine.Id, Assert.Single((await me.Activities.ListSignUpsAsync(new())).SignUps).Id);

        var early = await Refused(StatusCode.InvalidArgument, "INVALID_FIELDS", () => me.Activities.CheckInAsync(new() { Id = mine.Id, Code = "1" }));
        Assert.Equal("CODE_WRONG", early.Violations[0].Reason);
        var code = (await app.Town().Activities.GetShiftCodeAsync(new() { ShiftId = shift.Id })).Code;
        await Refused(StatusCode.FailedPrecondition, "NOT_TIME_YET", () => me.Activities.CheckInAsync(new() { Id = mine.Id, Code = code }));
        app.Clock.Advance(TimeSpan.FromHours(1.25));
        await WrongFields(() => me.Activities.CheckInAsync(new() { Id = mine.Id, Code = code }), "code");      // an hour old
        await WrongFields(() => me.Activities.CheckInAsync(new() { Id = mine.Id, Point = new() { Latitude = 30.67, Longitude = 104.0660 } }), "point");
        await me.Activities.CheckInAsync(new() { RequestId = NewId(), Id = mine.Id, Point = new() { Latitude = 30.6575, Longitude = 104.0665 } });
        app.Clock.Advance(TimeSpan.FromHours(1.6));
        code = (await app.Town().Activities.GetShiftCodeAsync(new() { ShiftId = shift.Id })).Code;
        var request = new CheckOutRequest { RequestId = NewId(), Id = mine.Id, Code = code };
        var served = await me.Activities.CheckOutAsync(request);
        Assert.Equal(served, await me.Activities.CheckOutAsync(request));

        var record = Assert.Single((await me.Records.ListRecordsAsync(new())).Records);
        Assert.Equal((served.RecordId, 90, "elderly-care", "system:check-out"), (record.Id, record.Minutes, record.Kind, record.Recorder));
        var volunteer = Guid.Parse(record.VolunteerId);
        await EventuallyAsync("the hours are the volunteer's", async () => await app.Query<long>("select served_minutes from volunteers where id = $1", volunteer), minutes => minutes == 90);
        await EventuallyAsync("and stand in the time bank", async () => await app.Query<long>("select coalesce(max(balance), 0) from accounts where id = $1", volunteer), minutes => minutes == 90);
        Assert.Equal(90, (await me.TimeBank.GetAccountAsync(new() { Id = record.VolunteerId })).BalanceMinutes);
        var told = await EventuallyAsync("the source of the need is told", () => app.QueryAll<string>("select payload::text from events where aggregate_id = $1 and type like '%NeedFulfilled'", Guid.Parse(need.Id)), e => e.Count > 0);
        Assert.Contains(record.Id, Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_did_not_come_is_marked_after_the_end_and_an_activity_that_has_begun_is_not_withdrawn()
    {
        var shift = await app.NewShift(5);
        var volunteer = await app.NewVolunteer();
        var place = await app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = shift.Id, VolunteerId = volunteer.Id });
        await Refused(StatusCode.FailedPrecondition, "NOT_TIME_YET", () => app.Town().Activities.MarkNoShowAsync(new() { Id = place.Id }));
        app.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(SignUpState.NoShow, (await app.Town().Activities.MarkNoShowAsync(new() { Id = place.Id })).State);
        await Refused(StatusCode.FailedPrecondition, "SIGN_UP_OVER", () => app.Town().Activities.WithdrawSignUpAsync(new() { Id = place.Id }));
        await Refused(StatusCode.FailedPrecondition, "SHIFT_OVER", () => app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = shift.Id, VolunteerId = volunteer.Id }));
        var activity = (await app.Town().Activities.ListActivitiesAsync(new() { ShowAll = true, DivisionCode = SmallMap.Community, PageSize = 100 })).Activities.Single(a => a.Shifts[0].Id == shift.Id);
        await Refused(StatusCode.FailedPrecondition, "ACTIVITY_HAS_BEGUN", () => app.Town().Activities.WithdrawActivityAsync(new() { Id = activity.Id, Reason = "下雨" }));
        var another = await app.Town().Activities.PublishActivityAsync(app.Activity());
        Assert.Equal(ActivityState.Withdrawn, (await app.Town().Activities.WithdrawActivityAsync(new() { Id = another.Id, Reason = "下雨" })).State);
        await Refused(StatusCode.FailedPrecondition, "ACTIVITY_WITHDRAWN", () => app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = another.Shifts[0].Id, VolunteerId = volunteer.Id }));
    }

    [Fact]
    public async Task Nobody_keeps_a_place_in_what_is_withdrawn_while_they_sign_up()
    {
        var activity = await app.Town().Activities.PublishActivityAsync(app.Activity(30, startsIn: 400));
        var people = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => app.NewVolunteer()));
        var signing = people.Select(async p =>
        {
            try { await app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = activity.Shifts[0].Id, VolunteerId = p.Id }); }
            catch (RpcException e) { Assert.Equal("ACTIVITY_WITHDRAWN", Read(e).Reason); }
        }).ToList();
        var withdrawn = await app.Town().Activities.WithdrawActivityAsync(new() { RequestId = NewId(), Id = activity.Id, Reason = "下雨" });
        await Task.WhenAll(signing);

        Assert.Equal((0, 0), (withdrawn.Shifts[0].TakenCount, withdrawn.Shifts[0].WaitingCount));
        Assert.Equal((0, 0), await CountsAsync(activity.Shifts[0]));
        Assert.Equal(0, await app.Query<long>("select count(*) from sign_ups where activity_id = $1 and state <> 3", Guid.Parse(activity.Id)));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_and_other_areas_are_not_reached()
    {
        var wrong = new PublishActivityRequest { DivisionCode = "51", Title = "x", Skills = { "x" }, NeedId = "x", Shifts = { new ShiftToPublish { Capacity = 0 }, new ShiftToPublish { StartTime = app.In(1), EndTime = app.In(14), Capacity = 1 } } };
        await WrongFields(() => app.Town().Activities.PublishActivityAsync(wrong), "division_code", "title", "place", "skills[0]", "need_id", "shifts[0].capacity", "shifts[0].start_time", "shifts[1].end_time");
        await WrongFields(() => app.Town().Activities.OpenNeedAsync(new()), "division_code", "text", "headcount", "start_time", "end_time");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.County("510105").Activities.PublishActivityAsync(app.Activity()));
        var shift = await app.NewShift();
        var place = await app.Town().Activities.SignUpForShiftAsync(new() { ShiftId = shift.Id, VolunteerId = (await app.NewVolunteer()).Id });
        await Refused(StatusCode.NotFound, "SIGN_UP_NOT_FOUND", () => app.County("510105").Activities.CheckInAsync(new() { Id = place.Id }));
        Assert.Empty((await app.County("510105").Activities.ListSignUpsAsync(new() { ShiftId = shift.Id })).SignUps);
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => app.County("510105").Activities.SignUpForShiftAsync(new() { ShiftId = shift.Id, VolunteerId = place.VolunteerId }));
    }

    [Fact]
    public async Task Who_is_suspended_neither_moves_up_nor_checks_in_and_whoever_comes_later_does_not_overtake_them()
    {
        var shift = await app.NewShift(1, startsIn: 60);
        async Task<SignUp> SignUp(Volunteer who) => await app.Town().Activities.SignUpForShiftAsync(new() { RequestId = NewId(), ShiftId = shift.Id, VolunteerId = who.Id });
        async Task StateAsync(SignUp place, SignUpState state) => await EventuallyAsync($"it is {state}", () => app.Query<int>("select state::int from sign_ups where id = $1", Guid.Parse(place.Id)), s => s == (int)state);
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.NewVolunteer()));
        var places = new List<SignUp>();
        foreach (var who in people.Take(3)) places.Add(await SignUp(who));
        await app.Town().Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = people[1].Id, Reason = "核查" });
        await app.Town().Activities.WithdrawSignUpAsync(new() { RequestId = NewId(), Id = places[0].Id });
        await StateAsync(places[2], SignUpState.Confirmed);
        await StateAsync(places[1], SignUpState.Waiting);
        // The place comes free while nobody can take it, and somebody new comes when they can again.
        await app.Town().Activities.WithdrawSignUpAsync(new() { RequestId = NewId(), Id = places[2].Id });
        await EventuallyAsync("it is free", () => CountsAsync(shift), c => c == (0, 1));
        await app.Town().Registrations.ReinstateVolunteerAsync(new() { RequestId = NewId(), Id = people[1].Id });
        Assert.Equal(SignUpState.Waiting, (await SignUp(people[3])).State);
        await StateAsync(places[1], SignUpState.Confirmed);

        await app.Town().Registrations.SuspendVolunteerAsync(new() { RequestId = NewId(), Id = people[1].Id, Reason = "核查" });
        app.Clock.Advance(TimeSpan.FromHours(60));
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", () => app.Town().Activities.CheckInAsync(new() { RequestId = NewId(), Id = places[1].Id }));
        await StateAsync(places[1], SignUpState.Confirmed);
    }

    [Fact]
    public async Task Who_leaves_or_is_hidden_gives_back_every_place_of_what_has_not_begun()
    {
        var (one, other) = (await app.NewShift(1, startsIn: 70), await app.NewShift(1, startsIn: 80));
        var minor = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-16).ToString("yyyyMMdd", null)));
        minor.GuardianConsent = new() { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true };
        var (leaves, hidden, next) = (await app.NewVolunteer(), await app.Town().Registrations.RegisterVolunteerAsync(minor), await app.NewVolunteer());
        async Task<SignUp> SignUp(Shift shift, Volunteer who) => await app.Town().Activities.SignUpForShiftAsync(new() { RequestId = NewId(), ShiftId = shift.Id, VolunteerId = who.Id });
        await SignUp(one, leaves);
        await SignUp(other, hidden);
        await SignUp(one, hidden);
        var waiting = new[] { await SignUp(one, next), await SignUp(other, next) };
        await app.Town().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = hidden.Id, Reason = "监护人书面撤回" });
        await app.Town().Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = leaves.Id });
        foreach (var place in waiting) await EventuallyAsync("they move up", () => app.Query<int>("select state::int from sign_ups where id = $1", Guid.Parse(place.Id)), s => s == (int)SignUpState.Confirmed);
        Assert.Equal(((1, 0), (1, 0)), (await CountsAsync(one), await CountsAsync(other)));
        Assert.Equal(0, await app.Query<long>("select count(*) from sign_ups where volunteer_id = any ($1) and state <> 3", new[] { Guid.Parse(leaves.Id), Guid.Parse(hidden.Id) }));
    }

    private async Task<(int, int)> CountsAsync(Shift shift) =>
        (await app.Query<int>("select taken from shifts where id = $1", Guid.Parse(shift.Id)), await app.Query<int>("select waiting from shifts where id = $1", Guid.Parse(shift.Id)));
}
