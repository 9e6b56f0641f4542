using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Appraisals;

internal static class AppraisalRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "APPRAISAL_ROUND_NOT_FOUND", $"没有编号为 {id} 的双向评价");
    public static Refusal Exists(int year) => new(StatusCode.AlreadyExists, "APPRAISAL_ROUND_EXISTS", $"该县（市、区）{year} 年的双向评价已经启动");
    public static Refusal Given() => new(StatusCode.AlreadyExists, "APPRAISAL_GIVEN", "已经提交过对该对象的评价");
    public static Refusal Missing() => new(StatusCode.FailedPrecondition, "QUESTIONNAIRE_MISSING", "四类评价问卷尚未全部发布");
    public static Refusal Published() => new(StatusCode.FailedPrecondition, "APPRAISAL_ROUND_PUBLISHED", "该年度评价结果已公布，不再接受评价");
    public static Refusal Open() => new(StatusCode.FailedPrecondition, "APPRAISAL_ROUND_OPEN", "该年度评价结果尚未公布");
    public static Refusal NotYours() => new(StatusCode.FailedPrecondition, "APPRAISAL_NOT_YOURS", "只能由评价方自己提交评价，上级不得代为评价");
}
