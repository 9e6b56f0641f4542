using System.Security.Claims;
using System.Text.Json;
using Governance.Identity.Users;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Governance.Identity.Tokens;

/// <summary>What stands in tokens. The one place where stored data become claims.</summary>
internal static class Principals
{
    public const string Area = "area";
    public const string Unit = "unit";
    public const string Agency = "agency";
    public const string Sid = "sid";
    public const string Areas = "areas";               // property of a client
    public static readonly TimeSpan ClientTokenLifetime = TimeSpan.FromMinutes(30);

    public static ClaimsPrincipal Of(Session session, IEnumerable<string> scopes, IdentitySettings settings)
    {
        var user = session.User;
        var identity = New()
            .SetClaim(Claims.Subject, user.Id.ToString())
            .SetClaim(Claims.Name, user.DisplayName)
            .SetClaim(Claims.PreferredUsername, user.Name)
            .SetClaim(Claims.AuthenticationTime, session.SignedInAt.ToUnixTimeSeconds())
            .SetClaim(Sid, session.Id.ToString())
            .SetClaim(Unit, user.Unit)
            .SetClaims(Claims.Role, [.. user.Roles])
            .SetClaims(Area, [.. user.Areas]);
        return Finish(identity, scopes, settings);
    }

    public static ClaimsPrincipal OfClient(string id, IReadOnlyDictionary<string, JsonElement> properties, IEnumerable<string> scopes, IdentitySettings settings)
    {
        var identity = New()
            .SetClaim(Claims.Subject, id)
            .SetClaim(Agency, properties[Agency].GetString())
            .SetClaim(Unit, properties.TryGetValue(Unit, out var unit) ? unit.GetString() : null)
            .SetClaims(Area, [.. properties[Areas].EnumerateArray().Select(a => a.GetString()!)]);
        return Finish(identity, scopes, settings).SetAccessTokenLifetime(ClientTokenLifetime);
    }

    private static ClaimsIdentity New() => new("governance", Claims.Name, Claims.Role);

    private static ClaimsPrincipal Finish(ClaimsIdentity identity, IEnumerable<string> scopes, IdentitySettings settings)
    {
        identity.SetScopes(scopes).SetResources(settings.Audience);
        // A claim without destination stays inside codes and refresh tokens.
        identity.SetDestinations(static claim => claim.Type switch
        {
            Claims.Subject or Claims.Name => [Destinations.AccessToken, Destinations.IdentityToken],
            Claims.Role or Area or Unit or Agency => [Destinations.AccessToken],
            Claims.PreferredUsername or Claims.AuthenticationTime or Sid => [Destinations.IdentityToken],
            _ => [],
        });
        return new(identity);
    }
}
