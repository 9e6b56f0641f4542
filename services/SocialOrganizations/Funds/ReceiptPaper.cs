using System.Globalization;
using Governance.Paper;

namespace Governance.SocialOrganizations.Funds;

/// <summary>The receipt of a donation on one page.</summary>
internal static class ReceiptPaper
{
    public static byte[] Draw(Donation donation, Fund fund, string division, string donor, string purpose, DateTimeOffset at)
    {
        using var sheet = new Sheet($"捐赠票据 {donation.Receipt}", at);
        sheet.Frame();
        sheet.Line("捐 赠 收 据", 30, 24, 0.5);
        sheet.Line($"编号：{donation.Receipt}", 46, 11, 1);
        sheet.Line($"受赠方：{fund.Name}（{division}）", 62, 13, 0);
        sheet.Line($"捐赠人：{(donor.Length > 0 ? donor : "爱心人士（匿名）")}", 74, 13, 0);
        if (donation.Kind == DonationKind.Goods) sheet.Line(string.Create(CultureInfo.InvariantCulture, $"捐赠物资：{donation.Goods} {donation.Quantity} {donation.Unit}"), 86, 13, 0);
        sheet.Line($"{(donation.Kind == DonationKind.Goods ? "折合" : "捐赠")}金额：人民币 {(donation.AmountFen / 100.0m).ToString("0.00", CultureInfo.InvariantCulture)} 元", 98, 13, 0);
        sheet.Line($"用途：{(purpose.Length > 0 ? purpose : "不限定用途")}", 110, 13, 0);
        sheet.Line($"收到日期：{donation.ReceivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", 122, 13, 0);
        if (donation.State == DonationState.Reversed) sheet.Line("已 冲 正　作 废", 140, 20, 0.5);
        sheet.Line("感谢您对社区公益慈善事业的支持。收支情况向社会公示。", 160, 11, 0);
        return sheet.Save();
    }
}
