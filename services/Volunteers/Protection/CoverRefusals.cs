using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Protection;

internal static class CoverRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "COVER_NOT_FOUND", $"没有编号为 {id} 的保险记录");
    public static Refusal IsEnded() => new(StatusCode.FailedPrecondition, "COVER_ENDED", "该保险已提前终止");

    public static Refusal EnteredAlready(Guid? id) => new(StatusCode.AlreadyExists, "COVER_ENTERED_ALREADY", "该志愿者的这份保险已登记")
    {
        Facts = id is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["cover_id"] = $"{id}" },
    };

    /// <summary>All that lacks, so that nobody mends one thing after the other. The reason is the cover's as soon as one lacks.</summary>
    /// <param name="covers">Kinds that lack.</param>
    /// <param name="trainings">Courses that lack, by code and name.</param>
    public static Refusal Missing(IReadOnlyList<CoverKind> covers, IReadOnlyList<(string Code, string Name)> trainings)
    {
        List<string> parts = [];
        if (covers.Count > 0) parts.Add("有效保险（" + string.Join("、", covers.Select(c => c.Chinese())) + "）");
        if (trainings.Count > 0) parts.Add("有效培训证书（" + string.Join("、", trainings.Select(t => t.Name)) + "）");
        var facts = new Dictionary<string, string>();
        if (covers.Count > 0) facts["needs_cover"] = string.Join(',', covers.Select(c => "COVER_KIND_" + c.ToString().ToUpperInvariant()));
        if (trainings.Count > 0) facts["required_trainings"] = string.Join(',', trainings.Select(t => t.Code));
        var chinese = $"该班次要求全程具备相应保障，该志愿者缺少：{string.Join("；", parts)}";
        return covers.Count > 0
            ? new Refusal(StatusCode.FailedPrecondition, "COVER_MISSING", chinese) { Facts = facts }
            : new Refusal(StatusCode.FailedPrecondition, "TRAINING_MISSING", chinese) { Facts = facts };
    }

    public static string Chinese(this CoverKind kind) => kind switch
    {
        CoverKind.Accident => "人身意外伤害险",
        CoverKind.Liability => "第三者责任险",
        CoverKind.Medical => "医疗费用险",
        CoverKind.Traffic => "交通意外险",
        CoverKind.Infection => "传染病保障",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
