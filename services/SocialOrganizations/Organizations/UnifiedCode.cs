namespace Governance.SocialOrganizations.Organizations;

/// <summary>
/// Unified social credit code of legal persons (GB 32100-2015): 18 characters, the last of them a check character. The first two say who registered it and what it is: 5 is civil affairs (1 social group, 2 service
/// institution, 3 foundation), 9 is market supervision.
/// </summary>
internal static class UnifiedCode
{
    public const int Length = 18;
    private const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    // Table 1 of the standard: what each register of 2015 registers (1 state organs, 5 civil affairs, 9 market supervision, Y others). Those that have joined since have letters and digits of their own, which are not judged here.
    private static bool IsKnownTo(char register, char what) => register switch { '1' or '5' => what is '1' or '2' or '3' or '9', '9' => what is '1' or '2' or '3', 'Y' => what == '1', _ => true };

    /// <summary>Whether it begins as one of its register's, all characters are of the set and the last is what follows from the others.</summary>
    public static bool IsValid(string code) => code.Length == Length && code.All(c => Characters.Contains(c, StringComparison.Ordinal)) && IsKnownTo(code[0], code[1]) && code[2..8].All(char.IsAsciiDigit) && code[^1] == CheckOf(code);

    /// <summary>Whether such an organisation can have it.</summary>
    public static bool Fits(string code, OrganizationKind kind) => kind == OrganizationKind.SocialEnterprise ? code[0] is '5' or '9' : code[0] == '5' && code[1] is ('1' or '2' or '3');

    /// <summary>The eighteenth character for the first seventeen.</summary>
    public static char CheckOf(string code) => Characters[(31 - Weights.Select((w, i) => w * Characters.IndexOf(code[i], StringComparison.Ordinal)).Sum() % 31) % 31];
}
