using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Orders;

internal static class OrderRefusals
{
    private static readonly string[] States = ["", "待匹配", "已匹配", "已服务待确认", "有争议", "已确认", "已结算", "已撤销"];

    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "ORDER_NOT_FOUND", $"没有编号为 {id} 的服务订单");
    public static Refusal StateForbids(OrderState state) => new(StatusCode.FailedPrecondition, "ORDER_STATE_FORBIDS", $"该订单{States[(int)state]}，不能进行此操作");
    public static Refusal ServesThemselves() => new(StatusCode.FailedPrecondition, "SERVES_THEMSELVES", "不能由下单人自己服务");
    public static Refusal NotTheOrderer() => new(StatusCode.PermissionDenied, "NOT_THE_ORDERER", "只有下单人可以进行此操作");
    public static Refusal NotTheServer() => new(StatusCode.PermissionDenied, "NOT_THE_SERVER", "只有服务者可以进行此操作");

    public static Refusal TooYoung(int age) => new(StatusCode.FailedPrecondition, "REDEEM_AGE_NOT_REACHED", $"年满 {age} 周岁方可使用时间兑换服务")
    {
        Facts = new Dictionary<string, string> { ["redeem_age"] = age.ToString(CultureInfo.InvariantCulture) },
    };
}
