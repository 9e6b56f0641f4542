using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

/// <summary>What the slices about one volunteer share: rules for what people enter, find inside the caller's areas, save and answer.</summary>
internal sealed class RegistrationDesk(VolunteersDb db, Caller caller, DivisionMap map, VolunteerWire wire, TimeProvider clock)
{
    private const int FullAge = 18, ChildUnder = 14;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Checks everything that somebody registers with and seals it. What is wrong stands in <paramref name="check"/>; then the result is null.</summary>
    /// <param name="request">As entered.</param>
    /// <param name="check">Gathers every violation.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<Registration?> ReadAsync(Wire.RegisterVolunteerRequest request, Check check, CancellationToken cancel)
    {
        check.Text("name", request.Name, max: 50, min: 2)
            .That(IdentityNumber.TryParse(request.IdentityNumber, clock.Today(), out var number), "identity_number", "NOT_AN_IDENTITY_NUMBER", "证件号码有误：应为 18 位，且出生日期与校验码正确")
            .That(IsMobile(request.Phone), "phone", "NOT_A_MOBILE_PHONE", "应为以 1 开头的 11 位手机号")
            .Text("subject", request.Subject, max: 100, min: 0);
        await CheckHomeAsync(check, request.DivisionCode, cancel);
        var (skills, languages, available) = (Skills.Read(check, request.Skills), ReadLanguages(check, request.Languages), ReadTimes(check, request.AvailableTimes));
        check.That(Enum.IsDefined(request.PoliticalStatus), "political_status", "UNKNOWN_VALUE", "不是有效的取值").That(Enum.IsDefined(request.Education), "education", "UNKNOWN_VALUE", "不是有效的取值");
        var age = number.Text is null ? FullAge : number.AgeOn(clock.Today());
        CheckConsent(check, request.GuardianConsent, age);
        if (!check.Passed) return null;
        var consent = age < FullAge ? wire.Seal(request.GuardianConsent, age < ChildUnder, Now) : null;
        return new Registration(request.DivisionCode, caller.Reach == Reach.Own ? caller.Subject : request.Subject, wire.Seal(request.Name.Trim(), number, request.Phone), number.Birth,
            number.Male ? Sex.Male : Sex.Female, age < FullAge, consent, skills, languages, (int)request.PoliticalStatus, request.Veteran, (int)request.Education, available);
    }

    /// <summary>The volunteer, ready to be changed.</summary>
    public async Task<Volunteer> FindAsync(string id, string etag, Check check, CancellationToken cancel)
    {
        check.Id("id", id, out var key).OrThrow();
        var volunteer = await db.Volunteers.FirstOrDefaultAsync(v => v.Id == key, cancel) ?? throw VolunteerRefusals.NotFound(id);
        Etag.Match(etag, volunteer.Version);
        return volunteer;
    }

    public async Task<Wire.Volunteer> SaveAsync(Volunteer volunteer, CancellationToken cancel)
    {
        var home = await map.NameAsync(volunteer.Home, cancel);
        return await db.SaveAsync(() => wire.Of(volunteer, home), cancel);
    }

    /// <summary>A step of growth that another service tells of. Whom nobody knows as a volunteer, or who is no longer there, has no path here.</summary>
    public async Task GrowAsync(Guid? volunteerId, GrowthLevel level, string evidence, DateTimeOffset at, CancellationToken cancel)
    {
        if (volunteerId is null) return;
        var volunteer = await db.Everywhere<Volunteer>("growth is the volunteer's, hidden or not").Include(v => v.Steps).FirstOrDefaultAsync(v => v.Id == volunteerId, cancel);
        volunteer?.Grow(level, evidence, at);
        await db.SaveAsync(cancel);
    }

    public async ValueTask CheckHomeAsync(Check check, string code, CancellationToken cancel)
    {
        if (code.Length != 12 || !Area.TryParse(code, out _)) check.Broken("division_code", code.Length == 0 ? "REQUIRED" : "NOT_A_COMMUNITY", "应为 12 位社区（村）编码");
        else check.Standing(await map.FindAsync(code, cancel), "division_code", "没有这个社区（村），或已撤销");
    }

    public static bool IsMobile(string phone) => phone is ['1', >= '3', ..] and { Length: 11 } && phone.All(char.IsAsciiDigit);

    public static List<string> ReadLanguages(Check check, IReadOnlyList<string> languages)
    {
        check.Few("languages", languages.Count, max: 10);
        for (var i = 0; i < languages.Count; i++)
        {
            check.That(languages[i].Length is 2 or 3 && languages[i].All(char.IsAsciiLetterLower), $"languages[{i}]", "NOT_A_LANGUAGE", "应为两位或三位小写语种代码，如 bo、iii");
        }
        return [.. languages.Distinct()];
    }

    public static int ReadTimes(Check check, IReadOnlyList<Wire.AvailableTime> times, string field = "available_times")
    {
        check.Few(field, times.Count, max: 21);
        var bits = 0;
        for (var i = 0; i < times.Count; i++)
        {
            if (CheckTime(check, $"{field}[{i}]", times[i])) bits |= Volunteer.AvailableBit(times[i].Weekday, (int)times[i].Part);
        }
        return bits;
    }

    public static bool CheckTime(Check check, string field, Wire.AvailableTime time)
    {
        check.Within(field + ".weekday", time.Weekday, 1, 7).Known(field + ".part", time.Part);
        return time.Weekday is >= 1 and <= 7 && time.Part is >= Wire.DayPart.Morning and <= Wire.DayPart.Evening;
    }

    private static void CheckConsent(Check check, Wire.GuardianConsent? consent, int age)
    {
        if (age >= FullAge) return;
        if (consent is null)
        {
            check.Broken("guardian_consent", "GUARDIAN_CONSENT_MISSING", "未满 18 周岁须有监护人同意");
            return;
        }
        check.Text("guardian_consent.guardian_name", consent.GuardianName, max: 50, min: 2)
            .That(IsMobile(consent.GuardianPhone), "guardian_consent.guardian_phone", "NOT_A_MOBILE_PHONE", "应为以 1 开头的 11 位手机号")
            .Text("guardian_consent.relation", consent.Relation, max: 20)
            .That(consent.ToVolunteering, "guardian_consent.to_volunteering", "GUARDIAN_CONSENT_MISSING", "监护人未同意参加志愿服务")
            .That(age >= ChildUnder || consent.ToChildData, "guardian_consent.to_child_data", "GUARDIAN_CONSENT_MISSING", "未满 14 周岁须由监护人单独同意处理儿童个人信息");
    }
}
