using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Protection;

internal static class CommendationRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "COMMENDATION_NOT_FOUND", $"没有编号为 {id} 的表彰记录");
    public static Refusal CommendedAlready() => new(StatusCode.AlreadyExists, "COMMENDED_ALREADY", "该志愿者的这项表彰已登记");
    public static Refusal IsWithdrawn() => new(StatusCode.FailedPrecondition, "COMMENDATION_WITHDRAWN", "该表彰已撤销");
    public static Refusal NoDivision(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的行政区划，或不全在您的管辖范围内");
}
