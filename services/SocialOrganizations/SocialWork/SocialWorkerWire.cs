using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>Social worker ↔ wire: seals on the way in, masks on the way out.</summary>
internal sealed partial class SocialWorkerWire(PersonalData personal)
{
    /// <summary>What hashes of identity numbers are bound to here.</summary>
    public const string NumberPurpose = "socialorgs.social-workers.number";

    private const string NamePurpose = "socialorgs.social-workers.name", PhonePurpose = "socialorgs.social-workers.phone", CertificatePurpose = "socialorgs.social-workers.certificate";

    public static SealedColumn[] Sealed { get; } =
    [
        new("social_workers", "name", NamePurpose), new("social_workers", "number", NumberPurpose), new("social_workers", "phone", PhonePurpose), new("social_workers", "sealed_certificate", CertificatePurpose),
    ];

    public SealedPerson Seal(string name, IdentityNumber number, string phone) => new(SealName(name), personal.Encrypt(number.Text, NumberPurpose), HashNumber(number), SealPhone(phone));

    public byte[] SealName(string name) => personal.Encrypt(name, NamePurpose);

    public byte[] SealPhone(string phone) => personal.Encrypt(phone, PhonePurpose);

    public byte[] SealCertificate(string number) => personal.Encrypt(number, CertificatePurpose);

    public byte[] HashNumber(IdentityNumber number) => personal.LookupHash(number.Text, NumberPurpose);

    /// <summary>Letters and spaces around it are as whoever types it has them.</summary>
    public byte[] HashCertificate(string number) => personal.LookupHash(number.Trim().ToUpperInvariant(), CertificatePurpose);

    public static bool CheckNumber(Check check, string text, DateOnly today, out IdentityNumber number)
    {
        var good = IdentityNumber.TryParse(text, today, out number);
        check.That(good, "identity_number", "NOT_AN_IDENTITY_NUMBER", "证件号码有误：应为 18 位，且出生日期与校验码正确");
        return good;
    }

    public static Check CheckName(Check check, string name) => check.Text("name", name, 50, min: 2);

    public static Check CheckPhone(Check check, string phone) => check.That(Phone().IsMatch(phone), "phone", "NOT_A_PHONE", "应为 7 至 20 位数字");

    /// <summary>In clear: only to ask another service who that is, and for the rpc that reveals.</summary>
    public string OpenNumber(SocialWorker worker) => personal.Decrypt(worker.Person.Number, NumberPurpose);

    public Wire.RevealedSocialWorker Reveal(SocialWorker worker) => new()
    {
        Name = personal.Decrypt(worker.Person.Name, NamePurpose), IdentityNumber = OpenNumber(worker), Phone = personal.Decrypt(worker.Person.Phone, PhonePurpose),
        CertificateNumber = personal.Decrypt(worker.SealedCertificate, CertificatePurpose),
    };

    public Wire.SocialWorker Of(SocialWorker worker, string division, SocialWorkRule rule)
    {
        var number = personal.Decrypt(worker.SealedCertificate, CertificatePurpose);
        var wire = new Wire.SocialWorker
        {
            Id = worker.Id.ToString(), DivisionCode = worker.Area, DivisionName = division, NameMasked = Mask.Name(personal.Decrypt(worker.Person.Name, NamePurpose)), IdentityNumberMasked = Mask.Number(OpenNumber(worker)),
            PhoneMasked = Mask.Phone(personal.Decrypt(worker.Person.Phone, PhonePurpose)), Level = (Wire.SocialWorkLevel)worker.Level, State = (Wire.SocialWorkerState)worker.State, CertificateNumberMasked = "****" + number[^Math.Min(4, number.Length / 2)..],
            IssuedDate = worker.IssuedOn.Day(), ValidUntilDate = worker.ValidUntil.Day(), EducationHours = worker.EducationHours, HoursWanted = rule.HoursFor(worker.Level), StationId = worker.StationId?.ToString() ?? "",
            VolunteerId = worker.VolunteerId?.ToString() ?? "", Etag = Etag.Of(worker.Version),
        };
        wire.Path.AddRange(worker.Path.Select(s => new Wire.PathStep { Kind = (Wire.PathStepKind)s.Kind, ReachTime = s.At.ToTimestamp() }));
        return wire;
    }

    public static Wire.EducationEntry Of(EducationEntry entry) =>
        new() { Id = entry.Id.ToString(), SocialWorkerId = entry.SocialWorkerId.ToString(), Title = entry.Title, Hours = entry.Hours, EducationDate = entry.On.Day() };

    public static Wire.SocialWorkRule Of(SocialWorkRule rule)
    {
        var wire = new Wire.SocialWorkRule
        {
            Id = rule.Id.ToString(), SinceDate = rule.Since.Day(), RemindDays = rule.RemindDays, AssistantHours = rule.AssistantHours, SocialWorkerHours = rule.SocialWorkerHours, SeniorHours = rule.SeniorHours,
            CoveragePercent = rule.CoveragePercent,
        };
        wire.ExceptedCodes.AddRange(rule.Excepted);
        return wire;
    }

    [GeneratedRegex(@"\A[0-9]{7,20}\z")]
    private static partial Regex Phone();
}
