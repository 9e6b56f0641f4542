using System.Globalization;
using Governance.Paper;
using Governance.Rpc;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>The evidence trail of a contract on A4, page after page.</summary>
internal static class TrailPaper
{
    private const double First = 62, Last = 272, Height = 9;

    public static byte[] Draw(Contract contract, string division, IReadOnlyList<ProcurementStep> steps, DateTimeOffset at)
    {
        using var sheet = new Sheet($"政府购买服务全过程材料 {contract.Number}", at);
        sheet.Line("政府购买服务合同全过程材料", 18, 20, 0.5);
        sheet.Line($"合同编号：{contract.Number}　　购买主体：{division}", 32, 11, 0);
        sheet.Line($"承接主体：{contract.OrganizationName}　　项目：{contract.Title}", 40, 11, 0);
        sheet.Line($"合同金额：{Yuan(contract.AmountFen)} 元　　已付：{Yuan(contract.PaidFen)} 元　　{contract.StartsOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 至 {contract.EndsOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", 48, 11, 0);
        var down = First;
        foreach (var step in steps)
        {
            if (down > Last)
            {
                sheet.NextPage();
                down = 20;
            }
            var about = string.Join("　", new[]
            {
                step.Milestone > 0 ? string.Create(CultureInfo.InvariantCulture, $"第 {step.Milestone} 期") : "", step.AmountFen > 0 ? $"{Yuan(step.AmountFen)} 元" : "", step.Evidence,
            }.Where(t => t.Length > 0));
            sheet.Line($"{step.At.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}　{Chinese(step.Kind)}　{about}", down, 10, 0);
            sheet.Line(step.By.Length > 40 ? step.By[..40] : step.By, down + 4, 7, 0);
            down += Height;
        }
        return sheet.Save();
    }

    private static string Yuan(long fen) => (fen / 100.0m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Chinese(TrailStepKind kind) => kind switch
    {
        TrailStepKind.ListPublished => "公布清单",
        TrailStepKind.TenderCalled => "发布招标",
        TrailStepKind.BidSubmitted => "收到投标",
        TrailStepKind.Awarded => "定标",
        TrailStepKind.Signed => "签订合同",
        TrailStepKind.Delivered => "交付",
        TrailStepKind.Accepted => "验收通过",
        TrailStepKind.Returned => "退回整改",
        TrailStepKind.PaymentRequested => "申请付款",
        TrailStepKind.PaymentVerified => "一级审核（使用单位）",
        TrailStepKind.PaymentApproved => "二级审批（购买主体）",
        TrailStepKind.PaymentReleased => "三级支付（财务）",
        TrailStepKind.Completed => "合同履行完毕",
        TrailStepKind.Terminated => "合同提前终止",
        TrailStepKind.Ended => "合同期满",
        _ => "绩效评价",
    };
}
