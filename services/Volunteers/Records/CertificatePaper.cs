using System.Globalization;
using Governance.Rpc;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using QRCoder;

namespace Governance.Volunteers.Records;

/// <summary>A4 in Chinese. The fonts (one has the Chinese characters, the other the digits and letters) travel with the service and in the paper: neither a server without fonts nor a reader without Chinese shows boxes.</summary>
internal sealed class CertificatePaper
{
    private const string Chinese = "DroidSansFallback", Latin = "DejaVuSans";
    private readonly string verifyAt;

    public CertificatePaper(IConfiguration configuration)
    {
        verifyAt = $"{configuration["Oidc:Authority"]?.TrimEnd('/')}/volunteers/v1/certificates:verify";
        GlobalFontSettings.FontResolver ??= new EmbeddedFont();
    }

    public byte[] Draw(Certificate certificate, string name, string numberMasked)
    {
        using var document = new PdfDocument();
        document.Info.Title = $"志愿服务记录证明 {certificate.Number}";
        document.Info.CreationDate = certificate.IssuedAt.UtcDateTime;
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnit.FromMillimeter(210), XUnit.FromMillimeter(297));
        using var draw = XGraphics.FromPdfPage(page);
        void Line(string text, double millimetres, double size, double align)
        {
            var (chinese, latin) = (new XFont(Chinese, size), new XFont(Latin, size * 0.92));
            var runs = Runs(text).Select(run => (run, Font: run[0] < 128 ? latin : chinese)).Select(r => (r.run, r.Font, draw.MeasureString(r.run, r.Font).Width)).ToList();
            var x = XUnit.FromMillimeter(25).Point + (XUnit.FromMillimeter(160).Point - runs.Sum(r => r.Width)) * align;
            foreach (var (run, font, width) in runs)
            {
                draw.DrawString(run, font, XBrushes.Black, x, XUnit.FromMillimeter(millimetres).Point + size);
                x += width;
            }
        }

        draw.DrawRectangle(new XPen(XColor.FromArgb(178, 34, 34), 2), XUnit.FromMillimeter(12).Point, XUnit.FromMillimeter(12).Point, XUnit.FromMillimeter(186).Point, XUnit.FromMillimeter(273).Point);
        Line("志愿服务记录证明", 35, 28, 0.5);
        Line($"编号：{certificate.Number}", 58, 11, 0.5);
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
        for (var i = 0; i < text.Length; i++) Line(text[i], 85 + i * 13, 14, 0);
        Line($"出具日期：{Date(ChinaTime.DateOf(certificate.IssuedAt))}", 185, 13, 1);
        Line($"校验码：{certificate.Code}", 250, 11, 0);
        Line("扫描二维码，或凭编号与校验码在平台核验真伪", 257, 10, 0);
        DrawQr(draw, $"{verifyAt}?number={certificate.Number}&verificationCode={certificate.Code}", 150, 225, 38);
        using var file = new MemoryStream();
        document.Save(file);
        return file.ToArray();
    }

    // Stretches of Latin and of other characters.
    private static IEnumerable<string> Runs(string text)
    {
        for (var (from, at) = (0, 1); from < text.Length; at++)
        {
            if (at < text.Length && text[at] < 128 == text[from] < 128) continue;
            yield return text[from..at];
            from = at;
        }
    }

    private static void DrawQr(XGraphics draw, string text, double left, double top, double side)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var size = XUnit.FromMillimeter(side).Point / modules.Count;
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count; x++)
            {
                if (modules[y][x]) draw.DrawRectangle(XBrushes.Black, XUnit.FromMillimeter(left).Point + x * size, XUnit.FromMillimeter(top).Point + y * size, size, size);
            }
        }
    }

    private static string Date(DateOnly date) => date.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    private sealed class EmbeddedFont : IFontResolver
    {
        public byte[] GetFont(string faceName)
        {
            using var stream = typeof(CertificatePaper).Assembly.GetManifestResourceStream(faceName + ".ttf") ?? throw new InvalidOperationException($"the font {faceName} is not in the assembly");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(familyName);
    }
}
