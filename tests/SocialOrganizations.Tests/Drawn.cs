using Google.Protobuf;
using UglyToad.PdfPig;

namespace Governance.SocialOrganizations.Tests;

/// <summary>What is drawn on a paper, read back from its PDF.</summary>
internal static class Drawn
{
    /// <summary>The text of each page, without blanks.</summary>
    public static IReadOnlyList<string> On(ByteString pdf)
    {
        using var paper = PdfDocument.Open(pdf.ToByteArray());
        return [.. paper.GetPages().Select(p => string.Concat(p.Text.Where(c => !char.IsWhiteSpace(c))))];
    }
}
