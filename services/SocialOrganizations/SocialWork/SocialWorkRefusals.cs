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
    public static Refusal StationExists() => new(StatusCode.AlreadyExists, "SOCIAL_WORK_STATION_EXISTS", "该区划已有社工站");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "SOCIAL_WORK_RULE_EXISTS", "自该日起的规则已经设定");

    public static Refusal Exists(Guid id) => new(StatusCode.AlreadyExists, "SOCIAL_WORKER_EXISTS", "该社会工作者已经登记") { Facts = new Dictionary<string, string> { ["socialWorkerId"] = id.ToString() } };

    public static Refusal TooFewHours(int hours, int wanted) => new(StatusCode.FailedPrecondition, "EDUCATION_HOURS_TOO_FEW", string.Create(CultureInfo.InvariantCulture, $"继续教育须满 {wanted} 学时，现有 {hours} 学时"))
    {
        Facts = new Dictionary<string, string> { ["hours"] = hours.ToString(CultureInfo.InvariantCulture), ["wanted"] = wanted.ToString(CultureInfo.InvariantCulture) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
