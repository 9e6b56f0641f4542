using System.Globalization;
using Governance.Paper;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>The evidence trail of a contract on A4, page after page: who bid and how it was judged, what was to be delivered and what became of it, then every step.</summary>
internal static class TrailPaper
{
    private const double First = 66, Top = 20, Last = 270;
    private const int Chapter = 12, Text = 10, Small = 7, LongestSmall = 60;

    public static byte[] Draw(Contract contract, string division, IReadOnlyList<(Tender Tender, IReadOnlyList<Wire.Bid> Bids)> rounds, IReadOnlyList<(int Round, ProcurementStep Step)> steps, DateTimeOffset at)
    {
        using var sheet = new Sheet($"政府购买服务全过程材料 {contract.Number}", at);
        sheet.Line("政府购买服务合同全过程材料", 18, 20, 0.5);
        sheet.Line($"合同编号：{contract.Number}　　购买主体：{division}", 32, 11, 0);
        sheet.Line($"承接主体：{contract.OrganizationName}　　项目：{contract.Title}", 40, 11, 0);
        sheet.Line($"合同金额：{Yuan(contract.AmountFen)} 元　　已付：{Yuan(contract.PaidFen)} 元　　{Day(contract.StartsOn)} 至 {Day(contract.EndsOn)}", 48, 11, 0);
        sheet.Line($"合同状态：{Chinese(contract.State, contract.IsOver(ChinaTime.DateOf(at)))}　　绩效评价：{(contract.Rating > 0 ? Rated(contract.Rating.ToString(CultureInfo.InvariantCulture)) : "未评价")}", 56, 11, 0);
        var down = First;
        foreach (var (size, text) in Lines(contract, rounds, steps))
        {
            if (down > Last)
            {
                sheet.NextPage();
                down = Top;
            }
            if (size == Chapter) down += 2;
            sheet.Line(text, down, size, 0);
            down += size switch { Chapter => 7, Text => 5, _ => 4 };
        }
        return sheet.Save();
    }

    /// <summary>What stands on it below the head, line by line with the size of each.</summary>
    public static IEnumerable<(int Size, string Text)> Lines(Contract contract, IReadOnlyList<(Tender Tender, IReadOnlyList<Wire.Bid> Bids)> rounds, IReadOnlyList<(int Round, ProcurementStep Step)> steps)
    {
        foreach (var (tender, bids) in rounds)
        {
            yield return (Chapter, string.Create(CultureInfo.InvariantCulture, $"一、投标与评定（第 {tender.Round} 次招标{(tender.State == TenderState.Failed ? "，未成交" : "")}，最高限价 {Yuan(tender.CeilingFen)} 元，收到投标 {bids.Count} 份）"));
            foreach (var bid in bids)
            {
                yield return (Text, Judged(bid));
                foreach (var part in Flow($"{bid.OrganizationName}　{Time(bid.SubmitTime.ToDateTimeOffset())} 收到　{bid.InvalidReason}")) yield return (Small, part);
            }
        }
        yield return (Chapter, "二、分期交付与付款");
        foreach (var milestone in contract.Milestones.OrderBy(m => m.Number))
        {
            yield return (Text, string.Create(CultureInfo.InvariantCulture, $"第 {milestone.Number} 期　{Yuan(milestone.TrancheFen)} 元　{Day(milestone.DueOn)} 前　{Chinese(milestone.State)}　{Chinese(milestone.Payment)}"));
            foreach (var part in Flow($"{milestone.Title}　{milestone.Evidence}　{milestone.Voucher}")) yield return (Small, part);
        }
        yield return (Chapter, "三、过程记录");
        foreach (var (round, step) in steps)
        {
            yield return (Text, string.Create(CultureInfo.InvariantCulture, $"{Time(step.At)}　{(round > 0 && rounds.Count > 1 ? $"第 {round} 次招标　" : "")}{Chinese(step.Kind)}　{(step.Milestone > 0 ? $"第 {step.Milestone} 期　" : "")}{(step.AmountFen > 0 ? $"{Yuan(step.AmountFen)} 元" : "")}"));
            foreach (var part in Flow($"{(step.By.Length > 40 ? step.By[..40] : step.By)}　{(step is { Kind: TrailStepKind.Evaluated, Evidence.Length: > 0 } ? Rated(step.Evidence) : step.Evidence)}")) yield return (Small, part);
        }
    }

    /// <summary>What a bid asked for and what was found of it; nothing of a score where none was given.</summary>
    public static string Judged(Wire.Bid bid)
    {
        var found = bid.InvalidReason.Length > 0 ? "无效投标" : bid.Awarded ? "中标" : "未中标";
        return string.Create(CultureInfo.InvariantCulture, $"{Yuan(bid.PriceFen)} 元　{found}　{(bid.Scored ? $"得分 {bid.Score}" : "")}");
    }

    // What is too long for a line goes on in the next. By whole characters: names have some that take two units.
    private static IEnumerable<string> Flow(string text) => text.TrimEnd('\u3000').EnumerateRunes().Chunk(LongestSmall).Select(string.Concat<System.Text.Rune>);

    private static string Yuan(long fen) => (fen / 100.0m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Time(DateTimeOffset at) => at.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Rated(string rating) => $"{rating} 分（满分 5 分）";

    private static string Chinese(ContractState state, bool over) => state switch
    {
        ContractState.Awarded => "已定标，未签订", ContractState.Running => over ? "履行中，已期满" : "履行中", ContractState.Completed => "履行完毕", _ => "提前终止",
    };

    private static string Chinese(MilestoneState state) => state switch { MilestoneState.Pending => "未交付", MilestoneState.Delivered => "已交付", _ => "验收通过" };

    private static string Chinese(PaymentState? state) => state switch
    {
        null => "", PaymentState.Requested => "已申请付款", PaymentState.Verified => "付款已审核", PaymentState.Approved => "付款已审批", _ => "已付款",
    };

    private static string Chinese(TrailStepKind kind) => kind switch
    {
        TrailStepKind.ListPublished => "公布清单",
        TrailStepKind.TenderCalled => "发布招标",
        TrailStepKind.BidSubmitted => "收到投标",
        TrailStepKind.Recused => "评审回避",
        TrailStepKind.Awarded => "定标",
        TrailStepKind.Failed => "终止招标（未成交）",
        TrailStepKind.Signed => "签订合同",
        TrailStepKind.Delivered => "交付",
        TrailStepKind.Accepted => "验收通过",
        TrailStepKind.Returned => "退回整改",
        TrailStepKind.PaymentRequested => "申请付款",
        TrailStepKind.PaymentVerified => "一级审核（使用单位）",
        TrailStepKind.PaymentApproved => "二级审批（购买主体）",
        TrailStepKind.PaymentReleased => "三级支付（财务）",
        TrailStepKind.PaymentReturned => "退回付款申请",
        TrailStepKind.PaymentReversed => "付款退回（冲销）",
        TrailStepKind.Completed => "合同履行完毕",
        TrailStepKind.Terminated => "合同提前终止",
        TrailStepKind.Ended => "合同期满",
        _ => "绩效评价",
    };
}
