using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using QRCoder;

namespace Governance.Paper;

/// <summary>A paper of A4 pages. Everything is placed in millimetres from the upper left edge; text lies between margins of 25 mm.</summary>
public sealed class Sheet : IDisposable
{
    private const string Chinese = "DroidSansFallback", Latin = "DejaVuSans";
    private readonly PdfDocument document = new();
    private XGraphics draw;

    static Sheet() => GlobalFontSettings.FontResolver ??= new EmbeddedFont();

    /// <summary>A paper with its first page.</summary>
    /// <param name="title">What a reader shows as its title.</param>
    /// <param name="madeAt">When it was made: the same content at the same time is the same paper.</param>
    public Sheet(string title, DateTimeOffset madeAt)
    {
        document.Info.Title = title;
        document.Info.CreationDate = madeAt.UtcDateTime;
        draw = Page();
    }

    /// <summary>What follows goes on a further page.</summary>
    public void NextPage()
    {
        draw.Dispose();
        draw = Page();
    }

    /// <summary>A line of text, each stretch in the font that has it.</summary>
    /// <param name="text">The text; what is too long runs over the margin.</param>
    /// <param name="down">Millimetres from the upper edge.</param>
    /// <param name="size">In points.</param>
    /// <param name="align">0 = left, 0.5 = in the middle, 1 = right.</param>
    public void Line(string text, double down, double size, double align)
    {
        var (chinese, latin) = (new XFont(Chinese, size), new XFont(Latin, size * 0.92));
        var runs = Runs(text).Select(run => (run, Font: run[0] < 128 ? latin : chinese)).Select(r => (r.run, r.Font, draw.MeasureString(r.run, r.Font).Width)).ToList();
        var x = Points(25) + (Points(160) - runs.Sum(r => r.Width)) * align;
        foreach (var (run, font, width) in runs)
        {
            draw.DrawString(run, font, XBrushes.Black, x, Points(down) + size);
            x += width;
        }
    }

    /// <summary>A red frame around the page.</summary>
    public void Frame() => draw.DrawRectangle(new XPen(XColor.FromArgb(178, 34, 34), 2), Points(12), Points(12), Points(186), Points(273));

    /// <summary>A QR code.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="left">Millimetres from the left edge.</param>
    /// <param name="down">Millimetres from the upper edge.</param>
    /// <param name="side">Its side in millimetres.</param>
    public void Qr(string text, double left, double down, double side)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var size = Points(side) / modules.Count;
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count; x++)
            {
                if (modules[y][x]) draw.DrawRectangle(XBrushes.Black, Points(left) + x * size, Points(down) + y * size, size, size);
            }
        }
    }

    /// <summary>The paper as PDF. Nothing is drawn afterwards.</summary>
    public byte[] Save()
    {
        using var file = new MemoryStream();
        document.Save(file);
        return file.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        draw.Dispose();
        document.Dispose();
    }

    private XGraphics Page()
    {
        var page = document.AddPage();
        (page.Width, page.Height) = (XUnit.FromMillimeter(210), XUnit.FromMillimeter(297));
        return XGraphics.FromPdfPage(page);
    }

    private static double Points(double millimetres) => XUnit.FromMillimeter(millimetres).Point;

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

    private sealed class EmbeddedFont : IFontResolver
    {
        public byte[] GetFont(string faceName)
        {
            using var stream = typeof(Sheet).Assembly.GetManifestResourceStream(faceName + ".ttf") ?? throw new InvalidOperationException($"the font {faceName} is not in the assembly");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(familyName);
    }
}
