using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Communities;

internal static class CommunityRefusals
{
    public static Refusal NotFound(string code) => new(StatusCode.NotFound, "COMMUNITY_NOT_FOUND", $"没有编码为 {code} 的社区（村），或尚未录入概况");

    public static Refusal Retired(string code) => new(StatusCode.FailedPrecondition, "COMMUNITY_RETIRED", $"社区（村）{code} 已撤销");
}
