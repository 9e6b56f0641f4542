using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Stations;

internal static class StationRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "STATION_NOT_FOUND", $"没有编号为 {id} 的志愿服务站点");
    public static Refusal NoPost(string id) => new(StatusCode.NotFound, "POST_NOT_FOUND", $"没有编号为 {id} 的志愿服务岗位");
    public static Refusal IsClosed() => No("STATION_CLOSED", "该站点已撤销");
    public static Refusal HasPosts() => No("STATION_HAS_POSTS", "该站点尚有岗位未撤销");
    public static Refusal PostIsClosed() => No("POST_CLOSED", "该岗位已撤销");
    public static Refusal IsHeld() => No("POST_IS_HELD", "该岗位已有志愿者在岗");
    public static Refusal NotHeld() => No("POST_NOT_HELD", "该岗位目前无人在岗");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
