using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Establishment;

internal static class PlaceRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "PLACE_NOT_FOUND", $"没有编号为 {id} 的居民小组、网格或小区");
    public static Refusal NoDivision(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的行政区划");
    public static Refusal IsClosed() => new(StatusCode.FailedPrecondition, "PLACE_CLOSED", "该居民小组、网格或小区已撤销");
    public static Refusal KeptByGrid() => new(StatusCode.FailedPrecondition, "PLACE_KEPT_BY_GRID", "网格的名称和撤销以网格系统为准，此处只能登记摸排情况");
    public static Refusal Exists() => new(StatusCode.AlreadyExists, "PLACE_EXISTS", "该社区（村）已有同名的居民小组或小区");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "RULE_EXISTS", "该区划对同类党组织已有同日生效的规则");
}
