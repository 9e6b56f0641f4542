using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Surveys;

internal static class SurveyRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "SURVEY_NOT_FOUND", $"没有编号为 {id} 的满意度调查");
    public static Refusal NoCallBack(string id) => new(StatusCode.NotFound, "CALL_BACK_NOT_FOUND", $"没有编号为 {id} 的回访");
    public static Refusal Answered() => new(StatusCode.FailedPrecondition, "CALL_BACK_ANSWERED", "该回访已有答复，不能更改");
}
