using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Points;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Protection;

/// <summary>
/// What the slices about covers, trainings and commendations share. Whoever enters one holds the volunteer's row until it is written: two who enter at once take turns, and whoever moves house
/// or leaves does so before or after, so that what follows from it finds what was entered. Always by way of the volunteer: whose guardian took the consent back is found nowhere.
/// </summary>
internal sealed class ProtectionDesk(VolunteersDb db, Caller caller, PersonalData personal, VolunteerWire people, TimeProvider clock)
{
    /// <summary>What reasons are sealed for.</summary>
    public const string ReasonPurpose = "volunteers.protection.reason";

    private const int LongestInDays = 3_660, MostCourses = 5;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    public string Recorder => caller.Subject;

    /// <summary>Holds their rows until the transaction ends, in the order of their ids, so that two who hold many do not wait for each other for ever; then those whom the caller sees.</summary>
    public async Task<Dictionary<Guid, Volunteer>> HoldAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from volunteers where id = any({ids.ToArray()}) order by id for no key update", cancel);
        return await db.Volunteers.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
    }

    /// <summary>The same for one.</summary>
    public async Task<Volunteer> HoldAsync(Guid id, CancellationToken cancel) => (await HoldAsync([id], cancel)).GetValueOrDefault(id) ?? throw VolunteerRefusals.NotFound($"{id}");

    /// <summary>Volunteers whose masked names may be shown: of rows that the caller sees.</summary>
    public IQueryable<Volunteer> People => db.Everywhere<Volunteer>("of a row that the caller sees; only a masked name is shown").AsNoTracking().Where(v => !v.Hidden);

    /// <summary>The sealed name of the volunteer of a row that the caller has found; null when a guardian took the consent back.</summary>
    public Task<byte[]?> NameAsync(Guid volunteerId, CancellationToken cancel) => People.Where(v => v.Id == volunteerId).Select(v => v.Person.Name).FirstOrDefaultAsync(cancel);

    public byte[] Seal(string reason) => personal.Encrypt(reason.Trim(), ReasonPurpose);

    public static (DateOnly From, DateOnly Until) ReadSpan(Check check, string fromDate, string untilDate)
    {
        check.Date("from_date", fromDate, out var from).Date("until_date", untilDate, out var until);
        if (from != default && until != default) check.That(until > from && until.DayNumber - from.DayNumber <= LongestInDays, "until_date", "OUT_OF_RANGE", $"应晚于起始日期，且不超过 {LongestInDays} 天");
        return (from, until);
    }

    /// <summary>Codes of courses that are taught, each once.</summary>
    public async Task<List<string>> ReadCoursesAsync(Check check, IReadOnlyList<string> codes, string field, CancellationToken cancel)
    {
        check.Few(field, codes.Count, MostCourses);
        if (codes.Count is 0 or > MostCourses) return [];
        var known = await db.Courses.Where(c => codes.Contains(c.Code) && !c.Retired).Select(c => c.Code).ToListAsync(cancel);
        for (var i = 0; i < codes.Count; i++) check.That(known.Contains(codes[i]), $"{field}[{i}]", "UNKNOWN_COURSE", "没有这门培训课程，或已停办，见 ListCourses");
        return [.. codes.Distinct().Order(StringComparer.Ordinal)];
    }

    public Task<Dictionary<string, string>> CourseNamesAsync(List<string> codes, CancellationToken cancel) => db.Courses.Where(c => codes.Contains(c.Code)).ToDictionaryAsync(c => c.Code, c => c.Name, cancel);

    /// <summary>The whole province, for what holds in all of it: whoever has only a part of it sets nothing.</summary>
    public string Province() => caller.Areas.FirstOrDefault(a => a.Code.Length == 2).Code ?? throw Caller.NotYours();

    public Wire.Cover Of(Cover cover, byte[] sealedName) => new()
    {
        Id = cover.Id.ToString(), VolunteerId = cover.VolunteerId.ToString(), NameMasked = Masked(sealedName), DivisionCode = cover.Area, Kind = (Wire.CoverKind)cover.Kind, Insurer = cover.Insurer,
        PolicyNumber = cover.PolicyNumber, FromDate = cover.FromDate.ToWire(), UntilDate = cover.UntilDate.ToWire(), EndDate = cover.EndedOn?.ToWire() ?? "", EndReason = Open(cover.SealedReason),
        Recorder = cover.Recorder, EnterTime = cover.EnteredAt.ToTimestamp(), Etag = Etag.Of(cover.Version),
    };

    public static Wire.Course Of(Course course) => new()
    {
        Code = course.Code, Name = course.Name, Hours = course.Hours, ValidMonths = course.ValidMonths, Retired = course.Retired, Etag = Etag.Of(course.Version),
    };

    public Wire.Training Of(Training training, string course, byte[] sealedName) => new()
    {
        Id = training.Id.ToString(), VolunteerId = training.VolunteerId.ToString(), NameMasked = Masked(sealedName), DivisionCode = training.Area, CourseCode = training.CourseCode, CourseName = course,
        Number = training.Number, TrainDate = training.TrainDate.ToWire(), UntilDate = training.UntilDate?.ToWire() ?? "", RenewTime = training.RenewedAt?.ToTimestamp(),
        RevokeTime = training.RevokedAt?.ToTimestamp(), RevokeReason = Open(training.SealedReason), Recorder = training.Recorder, EnterTime = training.EnteredAt.ToTimestamp(), Etag = Etag.Of(training.Version),
    };

    public Wire.Commendation Of(Commendation commendation, byte[] sealedName) => new()
    {
        Id = commendation.Id.ToString(), VolunteerId = commendation.VolunteerId.ToString(), NameMasked = Masked(sealedName), DivisionCode = commendation.Area, Organ = commendation.Organ,
        Level = (Wire.CommendationLevel)commendation.Level, Title = commendation.Title, CommendDate = commendation.CommendDate.ToWire(), ReferenceNumber = commendation.ReferenceNumber,
        WithdrawTime = commendation.WithdrawnAt?.ToTimestamp(), WithdrawReason = Open(commendation.SealedReason), Recorder = commendation.Recorder, EnterTime = commendation.EnteredAt.ToTimestamp(),
        Etag = Etag.Of(commendation.Version),
    };

    public string Masked(byte[] sealedName) => Mask.Name(people.OpenName(sealedName));

    private string Open(byte[]? sealedReason) => sealedReason is null ? "" : personal.Decrypt(sealedReason, ReasonPurpose);
}
