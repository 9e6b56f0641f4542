using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.SocialWork;

/// <summary>Social workers and stations as far along as a scenario needs them.</summary>
internal static class Certifying
{
    private static int people, towns, papers;

    /// <summary>What every number of a certificate begins with.</summary>
    public const string Papers = "SW20265101";

    public const string Name = "欧阳小雨", Phone = "13987654321";

    /// <summary>A certificate that nobody else has.</summary>
    public static string NewCertificate() => $"{Papers}{Interlocked.Increment(ref papers):000000}";

    /// <summary>An identity number that nobody else has. GB 11643.</summary>
    public static string NewNumber()
    {
        var n = Interlocked.Increment(ref people);
        var seventeen = $"510104{1960 + n / 999 % 40:0000}0101{n % 999:000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    public static RegisterSocialWorkerRequest ToRegister(SocialOrgsApp app, string place = SmallMap.Community, SocialWorkLevel level = SocialWorkLevel.Assistant, int validDays = 400, string volunteer = "", string? number = null) => new()
    {
        RequestId = NewId(), DivisionCode = place, Name = Name, IdentityNumber = number ?? NewNumber(), Phone = Phone, Level = level, CertificateNumber = NewCertificate(), IssuedDate = app.Day(-100), ValidUntilDate = app.Day(validDays),
        VolunteerId = volunteer,
    };

    public static async Task<SocialWorker> Certified(this SocialOrgsApp app, string place = SmallMap.Community, SocialWorkLevel level = SocialWorkLevel.Assistant, int validDays = 400, string volunteer = "") =>
        await app.Office(place[..6]).SocialWorkers.RegisterSocialWorkerAsync(ToRegister(app, place, level, validDays, volunteer));

    public static RenewCertificateRequest ToRenew(SocialOrgsApp app, SocialWorker worker, int validDays = 1_000, SocialWorkLevel? level = null) =>
        new() { RequestId = NewId(), Id = worker.Id, Level = level ?? worker.Level, CertificateNumber = NewCertificate(), IssuedDate = app.Day(), ValidUntilDate = app.Day(validDays) };

    public static async Task Learns(this SocialOrgsApp app, SocialWorker worker, int hours, int from = 0) =>
        await app.Office(worker.DivisionCode[..6]).SocialWorkers.RecordEducationAsync(new() { RequestId = NewId(), SocialWorkerId = worker.Id, Title = "个案管理实务", Hours = hours, EducationDate = app.Day(from) });

    /// <summary>A community that no other scenario of this run has opened a station in.</summary>
    public static string NewPlace(string county = "510105") => Places(county)[Interlocked.Increment(ref towns) - 1];

    private static List<string> Places(string county) => [.. SmallMap.Rows.Select(r => r.Code).Where(c => c.Length == 12 && c.StartsWith(county, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static OpenSocialWorkStationRequest ToOpen(string place, string by = "") => new() { RequestId = NewId(), DivisionCode = place, Name = "锦官驿社工站", OperatorId = by, PlannedStaff = 4 };

    public static async Task<SocialWorkStation> Station(this SocialOrgsApp app, string? place = null, string by = "")
    {
        place ??= NewPlace();
        return await app.Office(place[..6]).Stations.OpenSocialWorkStationAsync(ToOpen(place, by));
    }

    public static async Task<SocialWorker> Posted(this SocialOrgsApp app, SocialWorker worker, SocialWorkStation? station) =>
        await app.Office("51").SocialWorkers.PostSocialWorkerAsync(new() { RequestId = NewId(), Id = worker.Id, StationId = station?.Id ?? "" });

    public static async Task<SocialWorker> Now(this SocialOrgsApp app, SocialWorker worker) => await app.Office("51").SocialWorkers.GetSocialWorkerAsync(new() { Id = worker.Id });
}
