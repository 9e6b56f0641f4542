using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Protection;

public sealed class TrainingVolunteers(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task The_catalogue_is_the_provinces_and_a_retired_course_trains_nobody_more()
    {
        var (centre, volunteer) = (app.As("province-operator", "51"), await app.NewVolunteer());
        var course = await app.NewCourse(validMonths: 6);
        var training = await app.Train(volunteer, course.Code, day: -1);
        Assert.Equal((course.Name, "2026-09-03"), (training.CourseName, training.UntilDate));
        Assert.Contains((await app.As("resident", SmallMap.Community).Trainings.ListCoursesAsync(new() { PageSize = 500 })).Courses, c => c.Equals(course));
        Assert.Contains((await app.As("resident", SmallMap.Community).Trainings.ListCoursesAsync(new() { PageSize = 500 })).Courses, c => c is { Code: "first-aid", ValidMonths: 24 });
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => centre.Trainings.SetCourseAsync(new() { Course = new(course) { Etag = "\"9\"" } }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("province-operator", "5101").Trainings.SetCourseAsync(new() { Course = course }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.County().Trainings.SetCourseAsync(new() { Course = course }));
        await WrongFields(() => centre.Trainings.SetCourseAsync(new() { Course = new() { Code = "急救", ValidMonths = 601 } }), "course.code", "course.name", "course.hours", "course.valid_months");
        await WrongFields(() => centre.Trainings.SetCourseAsync(new()), "course.code", "course.name", "course.hours");

        using var json = await centre.Http.PutAsync(new Uri($"/volunteers/v1/courses/{course.Code}", UriKind.Relative), new StringContent("""{"course": {"name": "水域救援", "hours": 8, "validMonths": 6}}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Contains(course.Code, await json.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(json.IsSuccessStatusCode);
        var retired = await centre.Trainings.SetCourseAsync(new() { RequestId = NewId(), Course = new(course) { Retired = true, ValidMonths = 1, Etag = "" } });
        Assert.True(retired.Retired);
        Assert.DoesNotContain((await centre.Trainings.ListCoursesAsync(new() { PageSize = 500 })).Courses, c => c.Code == course.Code);
        Assert.Contains((await centre.Trainings.ListCoursesAsync(new() { PageSize = 500, ShowRetired = true })).Courses, c => c.Code == course.Code);
        await Refused(StatusCode.FailedPrecondition, "COURSE_RETIRED", () => app.Train(volunteer, course.Code));
        await Refused(StatusCode.NotFound, "COURSE_NOT_FOUND", () => app.Train(volunteer, "no-such-course"));
        // Who is trained already stays so, until the day that was told.
        Assert.Equal("2026-09-03", Assert.Single((await app.Town().Trainings.ListTrainingsAsync(new() { VolunteerId = volunteer.Id })).Trainings).UntilDate);
    }

    [Fact]
    public async Task Pages_of_the_catalogue_hold_every_course_once()
    {
        var (codes, token) = (new List<string>(), "");
        do
        {
            var page = await app.Town().Trainings.ListCoursesAsync(new() { PageSize = 2, PageToken = token, ShowRetired = true });
            codes.AddRange(page.Courses.Select(c => c.Code));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal((await app.Town().Trainings.ListCoursesAsync(new() { PageSize = 500, ShowRetired = true })).Courses.Select(c => c.Code), codes);
        Assert.True(codes.Count >= 6);
    }

    [Fact]
    public async Task A_training_is_renewed_and_one_stands_and_the_earlier_stands_again_when_it_is_revoked()
    {
        var volunteer = await app.NewVolunteer(subject: "trained");
        var (first, second) = (await app.Train(volunteer, day: -400), await app.Train(volunteer, day: -1));
        var (town, me) = (app.Town(), app.As("resident", SmallMap.NextCounty, subject: "trained"));
        Assert.Equal([second.Id], (await me.Trainings.ListTrainingsAsync(new())).Trainings.Select(t => t.Id));
        var all = (await me.Trainings.ListTrainingsAsync(new() { ShowAll = true })).Trainings;
        Assert.Equal([second.Id, first.Id], all.Select(t => t.Id));
        Assert.Equal((null, second.EnterTime), (all[0].RenewTime, all[1].RenewTime));
        await Refused(StatusCode.FailedPrecondition, "TRAINING_OUTDATED", () => app.Train(volunteer, day: -2));
        await Refused(StatusCode.AlreadyExists, "TRAINING_NUMBER_TAKEN", () => app.Train(volunteer, number: second.Number));
        var other = await app.NewVolunteer();
        await Refused(StatusCode.AlreadyExists, "TRAINING_NUMBER_TAKEN", () => app.Train(other, number: first.Number));

        Task<Training> Revoke(Training training, VolunteersCaller? by = null) => (by ?? town).Trainings.RevokeTrainingAsync(new() { RequestId = NewId(), Id = training.Id, Reason = "证书不实" }).ResponseAsync;
        await Refused(StatusCode.NotFound, "TRAINING_NOT_FOUND", () => Revoke(second, app.County("510105")));
        Assert.Equal("证书不实", (await Revoke(second)).RevokeReason);
        await Refused(StatusCode.FailedPrecondition, "TRAINING_REVOKED", () => Revoke(second));
        Assert.Equal([first.Id], (await me.Trainings.ListTrainingsAsync(new())).Trainings.Select(t => t.Id));
        Assert.Contains((await app.Events("TrainingRevoked")), e => e.Contains(second.Id, StringComparison.Ordinal) && e.Contains(first.Id, StringComparison.Ordinal));
        // Of somebody else's the number is free again.
        await app.Train(other, number: second.Number);
        await Revoke(first);
        Assert.Empty((await me.Trainings.ListTrainingsAsync(new())).Trainings);
        await app.Train(volunteer);
        await WrongFields(() => town.Trainings.CertifyTrainingAsync(new() { TrainDate = app.Day(1) }), "volunteer_id", "course_code", "number", "train_date");
        await WrongFields(() => town.Trainings.RevokeTrainingAsync(new()), "id", "reason");
        await WrongFields(() => town.Trainings.ListTrainingsAsync(new() { VolunteerId = "x", DivisionCode = "x", PageToken = "x" }), "volunteer_id", "division_code", "page_token");
    }

    [Fact]
    public async Task Twenty_papers_at_once_leave_one_that_stands()
    {
        var (volunteer, course) = (await app.NewVolunteer(), await app.NewCourse());
        var papers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.Train(volunteer, course.Code)));
        Assert.Equal(20, papers.Length);
        const string standing = "select count(*) from trainings where volunteer_id = $1 and renewed_at is null and revoked_at is null";
        Assert.Equal(1, await app.Query<long>(standing, Guid.Parse(volunteer.Id)));

        // Some are found false while others come in: one stands all the same.
        var revoking = papers.Take(10).Select(p => app.Town().Trainings.RevokeTrainingAsync(new() { RequestId = NewId(), Id = p.Id, Reason = "证书不实" }).ResponseAsync).ToList();
        var certifying = Enumerable.Range(0, 5).Select(_ => app.Train(volunteer, course.Code)).ToList();
        await Task.WhenAll(certifying);
        foreach (var revoked in revoking)
        {
            // The one whose place was taken in that moment was changed by somebody else: try again.
            try { await revoked; }
            catch (RpcException e) { Assert.Equal("ETAG_MISMATCH", Read(e).Reason); }
        }
        Assert.Equal(1, await app.Query<long>(standing, Guid.Parse(volunteer.Id)));

        // The same paper from twenty windows is one.
        var number = Papers.NewNumber();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try { await app.Train(volunteer, number: number); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, o => o == "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "TRAINING_NUMBER_TAKEN" }));
    }

    [Fact]
    public async Task Trainings_are_listed_by_place_and_course_to_those_who_may()
    {
        var course = await app.NewCourse(validMonths: 1);
        var (here, there, elsewhere, outdated) = (await app.NewVolunteer(), await app.NewVolunteer(SmallMap.OtherTown), await app.NewVolunteer(SmallMap.NextCounty), await app.NewVolunteer());
        var trainings = new[] { await app.Train(here, course.Code), await app.Train(there, course.Code), await app.Train(elsewhere, course.Code), await app.Train(outdated, course.Code, day: -60) };
        async Task<List<string>> List(VolunteersCaller by, string division = "", bool all = false) =>
            [.. (await by.Trainings.ListTrainingsAsync(new() { CourseCode = course.Code, DivisionCode = division, ShowAll = all })).Trainings.Select(t => t.Id)];
        Assert.Equal([trainings[1].Id, trainings[0].Id], await List(app.County()));
        Assert.Equal([trainings[0].Id], await List(app.Town()));
        Assert.Equal([trainings[1].Id], await List(app.County(), SmallMap.OtherTown[..9]));
        Assert.Equal([trainings[3].Id, trainings[1].Id, trainings[0].Id], await List(app.County(), all: true));
        Assert.Equal([trainings[2].Id], await List(app.County("510105")));
        Assert.Empty(await List(app.As("county-centre", "")));
        Assert.Equal(3, (await List(app.As("city-centre", "5101"))).Count);
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As("grid-worker", "510104").Trainings.ListTrainingsAsync(new()));
        var paged = await app.County().Trainings.ListTrainingsAsync(new() { CourseCode = course.Code, PageSize = 1 });
        Assert.Equal([trainings[0].Id], (await app.County().Trainings.ListTrainingsAsync(new() { CourseCode = course.Code, PageSize = 1, PageToken = paged.NextPageToken })).Trainings.Select(t => t.Id));
        await app.Town().Registrations.SuspendVolunteerAsync(new() { Id = here.Id, Reason = "核查" });
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", () => app.Train(here, course.Code));
    }
}
