using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Emergencies;

internal static class EmergencyRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "EMERGENCY_NOT_FOUND", $"没有编号为 {id} 的突发事件，或不涉及您的管辖范围");
    public static Refusal NotOnList() => new(StatusCode.NotFound, "VULNERABLE_PERSON_NOT_FOUND", "名单中没有此人");
}
