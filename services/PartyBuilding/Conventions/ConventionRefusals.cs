using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Conventions;

internal static class ConventionRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "CONVENTION_NOT_FOUND", $"没有编号为 {id} 的自治章程或居民公约");
    public static Refusal NoListing(string id) => new(StatusCode.NotFound, "LISTING_NOT_FOUND", $"没有编号为 {id} 的红黑榜记录");
    public static Refusal Exists() => new(StatusCode.AlreadyExists, "CONVENTION_EXISTS", "该议事事项已通过过同类章程或公约");
    public static Refusal NotResolved() => No("MOTION_NOT_RESOLVED", "章程、公约须经“四议”决议通过");
    public static Refusal NotAdopted() => No("CONVENTION_NOT_ADOPTED", "该章程或公约不在待备案状态");
    public static Refusal NotFiled() => No("CONVENTION_NOT_FILED", "该章程或公约未备案生效，或已被替代");
    public static Refusal NoListings() => No("NO_LISTINGS", "该章程或公约没有约定红黑榜");
    public static Refusal NotShown() => No("LISTING_NOT_SHOWN", "该红黑榜记录不在公示状态");
    public static Refusal NotAppealed() => No("LISTING_NOT_APPEALED", "该红黑榜记录没有待处理的异议");
    public static Refusal ListingEnded() => No("LISTING_ENDED", "该红黑榜记录已撤下或已到期");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由经办人以外的人办理");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
