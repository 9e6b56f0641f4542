using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Workers;

internal static class WorkerRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "WORKER_NOT_FOUND", $"没有编号为 {id} 的社区工作者");
    public static Refusal WorksAlready() => new(StatusCode.AlreadyExists, "WORKS_ALREADY", "该人员已是在职社区工作者");
    public static Refusal CertificateExists() => new(StatusCode.AlreadyExists, "CERTIFICATE_EXISTS", "该社区工作者已登记同级证书");
    public static Refusal TrainingExists() => new(StatusCode.AlreadyExists, "TRAINING_EXISTS", "该社区工作者已登记同日同名的培训");
    public static Refusal HasLeft() => No("WORKER_LEFT", "该社区工作者已离职");
    public static Refusal OutsideCounty() => No("OUTSIDE_COUNTY", "社区工作者由区县统一招聘，不能调到其他区县");
    public static Refusal AssignedSo() => No("ASSIGNED_SO", "该社区工作者已在此社区此岗位");
    public static Refusal AssignedLater(DateOnly earliest) => new(StatusCode.FailedPrecondition, "ASSIGNED_LATER", $"日期最早为 {earliest.Day()}") { Facts = new Dictionary<string, string> { ["earliest_date"] = earliest.Day() } };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
