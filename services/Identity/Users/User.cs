using System.Text.RegularExpressions;
using Governance.Access;

namespace Governance.Identity.Users;

/// <summary>A person who signs in. Roles, areas and unit are data that every token is made from, anew at each refresh.</summary>
internal sealed partial class User
{
    public const int NameLimit = 64;
    public const int DisplayNameLimit = 64;

    /// <summary>Known roles. A role nobody knows would give no permission anywhere, silently; so it is refused here.</summary>
    public static readonly string[] KnownRoles =
        ["province-operator", "city-centre", "county-centre", "town-clerk", "unit-clerk", "grid-worker", "resident", "auditor",
            "party-office", "party-clerk", "welfare-worker", "welfare-supervisor", "child-director", "welfare-analyst",
            "orgs-office", "orgs-clerk", "orgs-staff", "orgs-panelist", "orgs-finance"];

    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; set; }
    public required string PasswordHash { get; set; }
    public bool MustChangePassword { get; set; }
    public bool Disabled { get; set; }
    public required string[] Roles { get; set; }
    public required string[] Areas { get; set; }
    public string? Unit { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Everything that is wrong with these data, in words for the operator who typed them.</summary>
    public static IEnumerable<string> Violations(string name, string displayName, string[] roles, string[] areas, string? unit)
    {
        if (!NameForm().IsMatch(name)) yield return $"name \"{name}\": 1 to {NameLimit} of a-z, 0-9, '.', '_', '-'";
        if (displayName.Trim().Length is 0 or > DisplayNameLimit) yield return $"display name of \"{name}\": 1 to {DisplayNameLimit} characters";
        foreach (var role in roles.Except(KnownRoles)) yield return $"role \"{role}\": one of {string.Join(", ", KnownRoles)}";
        foreach (var area in areas.Where(a => !Area.TryParse(a, out _))) yield return $"area \"{area}\": a division code of 2, 4, 6, 9, 12 or 15 digits";
        if (unit is not null && !IsUnit(unit)) yield return $"unit \"{unit}\": a unit code such as 510104-01";
    }

    public static bool IsUnit(string unit) => UnitForm().IsMatch(unit);

    [GeneratedRegex(@"\A[a-z0-9._-]{1,64}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\A[0-9]{2,12}-[0-9A-Za-z]{1,20}\z")]
    private static partial Regex UnitForm();
}
