using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Protection;

internal static class TrainingRefusals
{
    public static Refusal NoCourse(string code) => new(StatusCode.NotFound, "COURSE_NOT_FOUND", $"没有代码为 {code} 的培训课程");
    public static Refusal CourseRetired() => No("COURSE_RETIRED", "该培训课程已停办");
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "TRAINING_NOT_FOUND", $"没有编号为 {id} 的培训证书");
    public static Refusal NumberTaken() => new(StatusCode.AlreadyExists, "TRAINING_NUMBER_TAKEN", "该课程的这个证书号已登记");
    public static Refusal Outdated() => No("TRAINING_OUTDATED", "该志愿者已有日期更晚的同课程证书");
    public static Refusal IsRevoked() => No("TRAINING_REVOKED", "该培训证书已撤销");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
