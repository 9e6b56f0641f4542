using Microsoft.Extensions.Configuration;

namespace Governance.Access;

/// <summary>How far a permission reaches.</summary>
public enum Reach
{
    /// <summary>Not granted.</summary>
    None = 0,

    /// <summary>Only what the caller entered.</summary>
    Own = 1,

    /// <summary>Only what was given to the caller's unit.</summary>
    Unit = 2,

    /// <summary>Everything in the caller's areas.</summary>
    Area = 3,
}

/// <summary>
/// Which role or partner scope holds which permission: data, from the configuration section <c>Access:Roles</c>, e.g.
/// <c>"unit-clerk": ["grid.calls.handle:unit"]</c> or <c>"scope/grid.calls.read": ["grid.calls.read"]</c>. What is not listed is denied.
/// </summary>
public sealed class Grants
{
    private readonly Dictionary<string, Dictionary<string, Reach>> byRole = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">An entry that cannot be read: a typo must not silently grant or deny.</exception>
    public Grants(IConfiguration configuration)
    {
        foreach (var role in configuration.GetSection("Access:Roles").GetChildren())
        {
            var permissions = byRole[role.Key] = new(StringComparer.Ordinal);
            foreach (var entry in role.GetChildren())
            {
                var (name, reach) = Parse(entry.Value ?? "");
                permissions[name] = permissions.TryGetValue(name, out var had) && had > reach ? had : reach;
            }
        }
    }

    /// <summary>Roles and scopes (written <c>scope/NAME</c>) that hold at least one permission.</summary>
    public IReadOnlyCollection<string> Roles => byRole.Keys;

    /// <summary>The widest reach that any of the roles gives to the permission.</summary>
    public Reach Of(string permission, IEnumerable<string> roles)
    {
        var widest = Reach.None;
        foreach (var role in roles)
        {
            if (byRole.TryGetValue(role, out var permissions) && permissions.TryGetValue(permission, out var reach) && reach > widest) widest = reach;
        }
        return widest;
    }

    private static (string, Reach) Parse(string entry)
    {
        var at = entry.LastIndexOf(':');
        return at < 0 ? (entry, Reach.Area) : (entry[..at], entry[(at + 1)..] switch
        {
            "own" => Reach.Own,
            "unit" => Reach.Unit,
            _ => throw new InvalidOperationException($"Access:Roles: '{entry}' ends in neither :own nor :unit"),
        });
    }
}
