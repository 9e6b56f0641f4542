using Governance.Rpc;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.People;

internal static class Folk
{
    public static string Day(this WelfareApp app, int from = 0) => ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(from).ToString("yyyy-MM-dd", null);

    public static RegisterPersonRequest ToRegister(this WelfareApp app, string home = SmallMap.Community, string? number = null, string name = "陈桂芳") => new()
    {
        RequestId = NewId(), Name = name, IdentityNumber = number ?? WelfareApp.NewNumber(male: false), Phone = "13512345678", Address = "莲桂南路 3 号 2 单元 101", DivisionCode = home,
        Kinds = { ConcernKind.ElderlyLivingAlone, ConcernKind.ElderlyHardship }, Consent = new() { Ground = ConsentGround.Self, GiveDate = app.Day() },
    };

    public static RegisterPersonRequest Child(this WelfareApp app, string home = SmallMap.Community, string birth = "20180601") => new()
    {
        RequestId = NewId(), Name = "陈小雨", IdentityNumber = WelfareApp.NewNumber(birth), DivisionCode = home, Kinds = { ConcernKind.ChildLeftBehind },
        Consent = new() { Ground = ConsentGround.Guardian, GiveDate = app.Day() },
    };

    /// <summary>Somebody without an identity number.</summary>
    public static RegisterPersonRequest Unknown(this WelfareApp app, string home = SmallMap.Community) => new()
    {
        RequestId = NewId(), Name = "陈桂芳", BirthYear = 1948, Sex = Sex.Female, DivisionCode = home, Kinds = { ConcernKind.ElderlyEmptyNest }, Consent = new() { Ground = ConsentGround.StatutoryDuty, GiveDate = app.Day() },
    };

    public static async Task<Person> New(this WelfareApp app, RegisterPersonRequest? request = null, string home = SmallMap.Community)
    {
        request ??= app.ToRegister(home);
        app.Clock.Advance(TimeSpan.FromMilliseconds(2));    // the latest first is by the id, which is as fine as a millisecond
        return await app.Supervisor(request.DivisionCode[..6]).People.RegisterPersonAsync(request);
    }

    public static async Task<Consent> Consents(this WelfareApp app, Person person, ConsentPurpose purpose, ConsentGround ground = ConsentGround.Self) =>
        await app.Supervisor(person.DivisionCode[..6]).Consents.RecordConsentAsync(new() { RequestId = NewId(), PersonId = person.Id, Purpose = purpose, Consent = new() { Ground = ground, GiveDate = app.Day() } });

    /// <summary>Entries of the audit trail about something: who, action's last word, purpose, reason of the denial.</summary>
    public static Task<List<string>> Trail(this WelfareApp app, string id) => app.QueryAll<string>(
        "select subject || ' ' || substring(action from '[^/]*$') || ' ' || coalesce(purpose, '-') || coalesce(' ' || refused, '') from audit where aggregate_id = $1 order by recorded_at, id", Guid.Parse(id));
}
