using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.People;

internal static class PersonRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "PERSON_NOT_FOUND", $"没有编号为 {id} 的人员");
    public static Refusal Exists(Guid id) => new(StatusCode.AlreadyExists, "PERSON_EXISTS", "该证件号码的人员已经登记") { Facts = new Dictionary<string, string> { ["person_id"] = id.ToString() } };
}
