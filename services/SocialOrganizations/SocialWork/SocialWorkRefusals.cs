using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.SocialWork;

internal static class SocialWorkRefusals
{
    public static Refusal NoWorker(string id) => new(StatusCode.NotFound, "SOCIAL_WORKER_NOT_FOUND", $"没有编号为 {id} 的社会工作者");
    public static Refusal NoStation(string id) => new(StatusCode.NotFound, "SOCIAL_WORK_STATION_NOT_FOUND", $"没有编号为 {id} 的社工站");
    public static Refusal NoProject(string id) => new(StatusCode.NotFound, "STATION_PROJECT_NOT_FOUND", $"没有编号为 {id} 的社工站项目");
    public static Refusal StateForbids() => No("SOCIAL_WORKER_STATE", "证书已到期或已离岗，不能办理");
    public static Refusal LevelFalls() => No("LEVEL_FALLS", "新证书的级别不能低于现有级别");
    public static Refusal NotLater() => No("CERTIFICATE_NOT_LATER", "新证书的有效期应晚于现有证书");
    public static Refusal StationClosed() => No("SOCIAL_WORK_STATION_CLOSED", "该社工站已关闭");
    public static Refusal Staffed() => No("SOCIAL_WORK_STATION_STAFFED", "该社工站尚有在岗社工");
    public static Refusal ProjectFinished() => No("STATION_PROJECT_FINISHED", "该项目已结束");
    public static Refusal NoSuchNumber() => new(StatusCode.NotFound, "SOCIAL_WORKER_NOT_FOUND", "没有该号码的社会工作者");
    public static Refusal RegistryAway() => new(StatusCode.Unavailable, "REGISTRY_AWAY", "志愿者登记系统暂不可用，未作修改，请稍后再试");
    public static Refusal VolunteerNotTheirs() => No("VOLUNTEER_NOT_THEIRS", "志愿者登记中该编号不属于此人；可不填，由系统按证件号码核对");
    public static Refusal VolunteerTaken() => new(StatusCode.AlreadyExists, "VOLUNTEER_TAKEN", "该志愿者已关联另一社会工作者");
    public static Refusal CertificateTaken() => new(StatusCode.AlreadyExists, "CERTIFICATE_TAKEN", "该证书编号已为另一社会工作者登记");
    public static Refusal StationExists() => new(StatusCode.AlreadyExists, "SOCIAL_WORK_STATION_EXISTS", "该区划已有社工站");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "SOCIAL_WORK_RULE_EXISTS", "自该日起的规则已经设定");

    public static Refusal Exists(Guid id) => new(StatusCode.AlreadyExists, "SOCIAL_WORKER_EXISTS", "该社会工作者已经登记") { Facts = new Dictionary<string, string> { ["socialWorkerId"] = id.ToString() } };

    public static Refusal TooFewHours(int hours, int wanted) => new(StatusCode.FailedPrecondition, "EDUCATION_HOURS_TOO_FEW", string.Create(CultureInfo.InvariantCulture, $"继续教育须满 {wanted} 学时，现有 {hours} 学时"))
    {
        Facts = new Dictionary<string, string> { ["hours"] = hours.ToString(CultureInfo.InvariantCulture), ["wanted"] = wanted.ToString(CultureInfo.InvariantCulture) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
