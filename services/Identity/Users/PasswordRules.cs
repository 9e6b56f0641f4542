namespace Governance.Identity.Users;

/// <summary>Password complexity (GB/T 22239 level 3).</summary>
internal static class PasswordRules
{
    public const int Shortest = 10;
    public const int Longest = 128;

    /// <summary>The reason for refusing this password, or null.</summary>
    public static string? Refusal(string password, string userName)
    {
        if (password.Length is < Shortest or > Longest) return $"密码长度须为 {Shortest} 至 {Longest} 个字符";
        int kinds = Has(char.IsAsciiLetterUpper) + Has(char.IsAsciiLetterLower) + Has(char.IsAsciiDigit) + Has(c => !char.IsAsciiLetterOrDigit(c));
        if (kinds < 3) return "密码须包含大写字母、小写字母、数字、符号中的至少三种";
        if (password.Contains(userName, StringComparison.OrdinalIgnoreCase)) return "密码不能包含用户名";
        return password.Distinct().Count() < 5 ? "密码中重复的字符过多" : null;

        int Has(Func<char, bool> kind) => password.Any(kind) ? 1 : 0;
    }
}
