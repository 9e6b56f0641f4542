using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Assessments;

internal static class AssessmentRefusals
{
    public static Refusal NoForm(string code) => new(StatusCode.NotFound, "FORM_NOT_FOUND", $"没有代码为 {code} 的评估表");
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "ASSESSMENT_NOT_FOUND", $"没有编号为 {id} 的评估");
    public static Refusal VersionTaken() => new(StatusCode.Aborted, "FORM_VERSION_TAKEN", "该版本号不是下一个版本，或刚被他人发布");

    public static Refusal NotInForce(int version) => new(StatusCode.FailedPrecondition, "FORM_NOT_IN_FORCE", $"评估当日使用的是第 {version} 版评估表")
    {
        Facts = new Dictionary<string, string> { ["version"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };
}
