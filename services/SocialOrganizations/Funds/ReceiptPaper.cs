using System.Globalization;
using System.Text;
using Governance.Paper;

namespace Governance.SocialOrganizations.Funds;

/// <summary>The receipt of a donation on one page. Names may be of a hundred characters, and a line has room for a third of that.</summary>
internal static class ReceiptPaper
{
    private const double Widest = 33;

    public static byte[] Draw(Donation donation, Fund fund, string division, string donor, string purpose, DateTimeOffset at)
    {
        using var sheet = new Sheet($"捐赠票据 {donation.Receipt}", at);
        var down = 62.0;
        sheet.Frame();
        sheet.Line("捐 赠 收 据", 30, 24, 0.5);
        sheet.Line($"编号：{donation.Receipt}", 46, 11, 1);
        Say($"受赠方：{fund.Name}（{division}）");
        Say($"捐赠人：{(donor.Length > 0 ? donor : "爱心人士（匿名）")}");
        if (donation.Kind == DonationKind.Goods) Say(string.Create(CultureInfo.InvariantCulture, $"捐赠物资：{donation.Goods} {donation.Quantity} {donation.Unit}"));
        Say($"{(donation.Kind == DonationKind.Goods ? "折合" : "捐赠")}金额：人民币 {(donation.AmountFen / 100.0m).ToString("0.00", CultureInfo.InvariantCulture)} 元");
        Say($"大写：{Capital(donation.AmountFen)}");
        Say($"用途：{(purpose.Length > 0 ? purpose : "不限定用途")}");
        Say($"收到日期：{donation.ReceivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        if (donation.State == DonationState.Reversed) sheet.Line("已 冲 正　作 废", down + 6, 20, 0.5);
        sheet.Line("感谢您对社区公益慈善事业的支持。收支情况向社会公示。", down + 26, 11, 0);
        return sheet.Save();

        void Say(string text)
        {
            foreach (var line in Flow(text))
            {
                sheet.Line(line, down, 13, 0);
                down += 7;
            }
            down += 5;
        }
    }

    /// <summary>Lines that have room between the margins; a Latin letter takes two thirds of a Chinese character.</summary>
    public static IEnumerable<string> Flow(string text)
    {
        var (line, width) = (new StringBuilder(), 0.0);
        foreach (var rune in text.EnumerateRunes())
        {
            var takes = rune.Value < 128 ? 0.66 : 1;
            if (width + takes > Widest)
            {
                yield return line.ToString();
                (line, width) = (new StringBuilder(), 0);
            }
            line.Append(rune);
            width += takes;
        }
        yield return line.ToString();
    }

    /// <summary>An amount in the characters that papers of money have beside digits, so that nobody adds a stroke (正楷大写).</summary>
    public static string Capital(long fen)
    {
        const string Digits = "零壹贰叁肆伍陆柒捌玖";
        var (yuan, jiao, rest) = (fen / 100, (int)(fen / 10 % 10), (int)(fen % 10));
        var text = new StringBuilder();
        var digits = yuan.ToString(CultureInfo.InvariantCulture);
        var (zero, group) = (false, false);
        for (var i = 0; i < digits.Length; i++)
        {
            var (digit, place) = (digits[i] - '0', digits.Length - 1 - i);
            if (digit == 0) zero = true;
            else
            {
                if (zero && text.Length > 0) text.Append('零');
                (zero, group) = (false, true);
                text.Append(Digits[digit]).Append((place % 4) switch { 3 => "仟", 2 => "佰", 1 => "拾", _ => "" });
            }
            if (place is not (4 or 8)) continue;
            // Of four digits there was one; what is zero at their end is not said.
            if (group) text.Append(place == 4 ? '万' : '亿');
            (zero, group) = (zero && !group, false);
        }
        if (yuan > 0) text.Append('元');
        if (jiao > 0) text.Append(Digits[jiao]).Append('角');
        else if (rest > 0 && yuan > 0) text.Append('零');
        return text.Append(rest > 0 ? $"{Digits[rest]}分" : "整").ToString();
    }
}
