using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Protection;

/// <summary>Covers, trainings and commendations to play with. Days are counted from today in China.</summary>
internal static class Papers
{
    private static int numbers;

    /// <summary>Each a millisecond later than the one before: lists are in the order of ids.</summary>
    private static VolunteersCaller Clerk(this VolunteersApp app, Volunteer volunteer)
    {
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return app.County(volunteer.DivisionCode[..6]);
    }

    public static string NewNumber() => $"NO-{Interlocked.Increment(ref numbers):00000}";

    public static string Day(this VolunteersApp app, int days = 0) => Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(days).ToString("yyyy-MM-dd", null);

    public static EnterCoverRequest ToCover(this VolunteersApp app, Volunteer volunteer, CoverKind kind = CoverKind.Accident, int from = 0, int until = 365, string? policy = null) => new()
    {
        RequestId = NewId(), VolunteerId = volunteer.Id, Kind = kind, Insurer = "人保财险", PolicyNumber = policy ?? NewNumber(), FromDate = app.Day(from), UntilDate = app.Day(until),
    };

    public static async Task<Cover> Insure(this VolunteersApp app, Volunteer volunteer, CoverKind kind = CoverKind.Accident, int from = 0, int until = 365, string? policy = null) =>
        await app.Clerk(volunteer).Covers.EnterCoverAsync(app.ToCover(volunteer, kind, from, until, policy));

    public static async Task<Cover> End(this VolunteersApp app, Cover cover, int day = 0) =>
        await app.County().Covers.EndCoverAsync(new() { RequestId = NewId(), Id = cover.Id, EndDate = app.Day(day), Reason = "保险公司退保" });

    public static CertifyTrainingRequest ToCertify(this VolunteersApp app, Volunteer volunteer, string course = "first-aid", int day = 0, string? number = null) => new()
    {
        RequestId = NewId(), VolunteerId = volunteer.Id, CourseCode = course, Number = number ?? NewNumber(), TrainDate = app.Day(day),
    };

    public static async Task<Training> Train(this VolunteersApp app, Volunteer volunteer, string course = "first-aid", int day = 0, string? number = null) =>
        await app.Clerk(volunteer).Trainings.CertifyTrainingAsync(app.ToCertify(volunteer, course, day, number));

    public static CommendRequest ToCommend(this VolunteersApp app, Volunteer volunteer, CommendationLevel level = CommendationLevel.City, string title = "最美志愿者") => new()
    {
        RequestId = NewId(), VolunteerId = volunteer.Id, Organ = "成都市文明办", Level = level, Title = title, CommendDate = app.Day(), ReferenceNumber = "成文明办〔2026〕1号",
    };

    /// <summary>A course that no other scenario asks about.</summary>
    public static async Task<Course> NewCourse(this VolunteersApp app, int validMonths = 12, string? code = null) => await app.As("province-operator", "51").Trainings.SetCourseAsync(new()
    {
        RequestId = NewId(), Course = new() { Code = code ?? $"course-{Interlocked.Increment(ref numbers)}", Name = "水域救援", Hours = 8, ValidMonths = validMonths },
    });

    /// <summary>A kind of emergency that no other scenario tells of, and the courses that it calls for.</summary>
    public static async Task<string> NewEmergencyKind(this VolunteersApp app, params Course[] courses)
    {
        var kind = $"kind-{Interlocked.Increment(ref numbers)}";
        await app.As("province-operator", "51").CallUps.SetEmergencyTrainingAsync(new() { RequestId = NewId(), Training = new() { Kind = kind, CourseCodes = { courses.Select(c => c.Code) } } });
        return kind;
    }
}
