using System.Globalization;
using Governance.Hosting;
using Governance.Paper;
using Governance.Rpc;

namespace Governance.Volunteers.Records;

/// <summary>What the records of a volunteer said on a day, on A4 in Chinese, with a code by which anybody verifies it.</summary>
internal sealed class CertificatePaper(IConfiguration configuration)
{
    private readonly string verifyAt = $"{PublicAddress.Of(configuration)?.TrimEnd('/')}/volunteers/v1/certificates:verify";

    public byte[] Draw(Certificate certificate, string name, string numberMasked)
    {
        using var sheet = new Sheet($"志愿服务记录证明 {certificate.Number}", certificate.IssuedAt);
        sheet.Frame();
        sheet.Line("志愿服务记录证明", 35, 28, 0.5);
        sheet.Line($"编号：{certificate.Number}", 58, 11, 0.5);
        var hours = certificate.Minutes / 60.0;
        string[] text =
        [
            $"兹证明　{name}　（证件号码：{numberMasked}）",
            $"自 {Date(certificate.FromDate)} 至 {Date(certificate.ToDate)}，",
            $"参加志愿服务 {certificate.RecordCount} 次，累计服务时间 {hours.ToString("0.#", CultureInfo.InvariantCulture)} 小时。",
            "",
            "本证明依据《志愿服务记录与证明出具办法（试行）》出具，",
            "所载时间为出具之日志愿服务记录的合计，服务记录由记录单位负责。",
        ];
        for (var i = 0; i < text.Length; i++) sheet.Line(text[i], 85 + i * 13, 14, 0);
        sheet.Line($"出具日期：{Date(ChinaTime.DateOf(certificate.IssuedAt))}", 185, 13, 1);
        sheet.Line($"校验码：{certificate.Code}", 250, 11, 0);
        sheet.Line("扫描二维码，或凭编号与校验码在平台核验真伪", 257, 10, 0);
        sheet.Qr($"{verifyAt}?number={certificate.Number}&verificationCode={certificate.Code}", 150, 225, 38);
        return sheet.Save();
    }

    private static string Date(DateOnly date) => date.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
}
