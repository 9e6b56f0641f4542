using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.People;

internal static class PersonRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "PERSON_NOT_FOUND", $"没有编号为 {id} 的档案");
    public static Refusal NoSuchNumber() => new(StatusCode.NotFound, "PERSON_NOT_FOUND", "该证件号码没有档案");
    public static Refusal NoContact(string id) => new(StatusCode.NotFound, "CONTACT_NOT_FOUND", $"没有编号为 {id} 的联系人");
    public static Refusal NoConsent(string id) => new(StatusCode.NotFound, "CONSENT_NOT_FOUND", $"没有编号为 {id} 的知情同意");
    public static Refusal NoDivision(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的行政区划，或不在您的管辖范围内");
    public static Refusal IsSealed() => new(StatusCode.PermissionDenied, "PERSON_SEALED", "该档案已依申请封存");
    public static Refusal NotSealed() => No("PERSON_NOT_SEALED", "该档案未封存");
    public static Refusal HasDied() => No("PERSON_DIED", "该对象已登记死亡");
    public static Refusal IsIdentified() => No("PERSON_IDENTIFIED", "该档案已有证件号码");
    public static Refusal PeopleDiffer() => No("PEOPLE_DIFFER", "两份档案各有证件号码，不是同一人，不能合并");
    public static Refusal GuardianConsentMissing() => No("GUARDIAN_CONSENT_MISSING", "证件号码表明其未满 14 周岁，而档案中有本人同意：请先撤回，改由监护人同意");
    public static Refusal KindsDoNotFit() => No("KINDS_DO_NOT_FIT", "人员类别与证件号码的出生年份不符，请一并填写相符的类别");
    public static Refusal ConsentMissing() => No("CONSENT_MISSING", "没有有效的知情同意或法定依据");
    public static Refusal ConsentWithdrawn() => No("CONSENT_WITHDRAWN", "该知情同意已撤回");
    public static Refusal ConsentHolds() => new(StatusCode.AlreadyExists, "CONSENT_HOLDS", "该用途已有有效的知情同意");

    public static Refusal IsMerged(Guid into) => new(StatusCode.FailedPrecondition, "PERSON_MERGED", "该档案已并入另一份档案")
    {
        Facts = new Dictionary<string, string> { ["person_id"] = into.ToString() },
    };

    /// <summary>A redacted hit: that there is a record, and in which county; whose it is only for those who see it anyway.</summary>
    public static Refusal AlreadyRegistered(string countyCode, string countyName, Guid? seen)
    {
        var facts = new Dictionary<string, string> { ["county_code"] = countyCode, ["county_name"] = countyName };
        if (seen is { } id) facts["person_id"] = id.ToString();
        return new(StatusCode.AlreadyExists, "PERSON_ALREADY_REGISTERED", $"此人已在{countyName}建档，不能重复建档") { Facts = facts };
    }

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
