using System.Globalization;

namespace Governance.Access;

/// <summary>
/// A resident identity number by GB 11643-1999: 6 digits of the place of first registration, 8 of the birth date, 3 of a sequence whose last digit is odd for men, and a check
/// character (ISO 7064 MOD 11-2, <c>X</c> for ten). What it holds is personal data: keep it sealed by <see cref="PersonalData"/>, show it by <see cref="Mask.Number"/>.
/// </summary>
public readonly record struct IdentityNumber
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CheckCharacters = "10X98765432";

    private IdentityNumber(string text, DateOnly birth) => (Text, Birth) = (text, birth);

    /// <summary>18 characters, the last an upper-case X or a digit.</summary>
    public string Text { get; }

    /// <summary>Birth date.</summary>
    public DateOnly Birth { get; }

    /// <summary>The sequence of a man is odd.</summary>
    public bool Male => (Text[16] - '0') % 2 == 1;

    /// <summary>Full years on a day.</summary>
    public int AgeOn(DateOnly day) => day.Year - Birth.Year - (day < Birth.AddYears(day.Year - Birth.Year) ? 1 : 0);

    /// <summary>Reads a number, also with a lower-case x. False for a wrong length, an impossible birth date, one before 1900 or after <paramref name="today"/>, and a wrong check character.</summary>
    public static bool TryParse(string? text, DateOnly today, out IdentityNumber number)
    {
        number = default;
        if (text is not { Length: 18 }) return false;
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(text[i])) return false;
            sum += (text[i] - '0') * Weights[i];
        }
        if (text[0] == '0' || char.ToUpperInvariant(text[17]) != CheckCharacters[sum % 11]) return false;
        if (!DateOnly.TryParseExact(text.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth)) return false;
        if (birth.Year < 1900 || birth > today) return false;
        number = new(text[17] == 'x' ? text[..17] + 'X' : text, birth);
        return true;
    }

    /// <summary>Never shows the number: a log line or an exception may.</summary>
    public override string ToString() => Mask.Number(Text ?? "");
}
