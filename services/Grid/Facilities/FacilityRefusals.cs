using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Facilities;

internal static class FacilityRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "FACILITY_NOT_FOUND", $"没有编号为 {id} 的服务设施");

    public static Refusal Closed() => new(StatusCode.FailedPrecondition, "FACILITY_CLOSED", "该服务设施已停用");

    public static Refusal CentreUnknown() => new(StatusCode.FailedPrecondition, "CENTRE_UNKNOWN", "该社区没有登记综合服务站，也没有网格边界，请指定服务圈的起点");
}
