using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Records;

internal static class RecordRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "RECORD_NOT_FOUND", $"没有编号为 {id} 的服务记录");
    public static Refusal NoDivision(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的行政区划，或不全在您的管辖范围内");
    public static Refusal Overlap() => No("RECORDS_OVERLAP", "与该志愿者的另一条服务记录时间重叠");
    public static Refusal MoreThanADay() => No("MORE_THAN_A_DAY", "该志愿者当日服务时间将超过 12 小时");
    public static Refusal IsReversal() => No("RECORD_IS_A_REVERSAL", "冲正记录不能再次冲正");
    public static Refusal ReversedAlready() => No("RECORD_REVERSED_ALREADY", "该服务记录已冲正");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
