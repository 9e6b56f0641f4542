using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Supplies;

internal static class SupplyRefusals
{
    public static Refusal NoShelter(string id) => new(StatusCode.NotFound, "SHELTER_NOT_FOUND", $"没有编号为 {id} 的应急避难场所");

    public static Refusal ShelterClosed() => new(StatusCode.FailedPrecondition, "SHELTER_CLOSED", "该应急避难场所已撤销");

    public static Refusal ShelterHasSupplies() => new(StatusCode.FailedPrecondition, "SHELTER_HAS_SUPPLIES", "该应急避难场所尚有物资，须先调出或核销");

    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "SUPPLY_NOT_FOUND", $"没有编号为 {id} 的应急物资");

    public static Refusal Short(Supply supply) => new(StatusCode.FailedPrecondition, "SUPPLY_SHORT", $"{supply.Name}库存不足，现有 {supply.Amount} {supply.Measure}")
    {
        Facts = new Dictionary<string, string> { ["amount"] = supply.Amount.ToString(CultureInfo.InvariantCulture) },
    };
}
