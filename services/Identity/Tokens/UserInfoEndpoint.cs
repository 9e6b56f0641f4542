using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Governance.Identity.Tokens;

/// <summary>Who the bearer of an access token is, read anew from the database.</summary>
internal static class UserInfoEndpoint
{
    public static async Task<IResult> Handle(HttpContext http, IdentityDb db, CancellationToken ct)
    {
        var bearer = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        // A partner's token has no person behind it: its subject is a client id.
        var user = Guid.TryParse(bearer.GetClaim(Claims.Subject), out var id)
            ? await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && !u.Disabled, ct)
            : null;
        if (user is null)
        {
            return Results.Challenge(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidToken,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The token belongs to no active person.",
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }
        var claims = new Dictionary<string, object>
        {
            [Claims.Subject] = user.Id, [Claims.Name] = user.DisplayName, [Claims.PreferredUsername] = user.Name,
            [Claims.Role] = user.Roles, [Principals.Area] = user.Areas,
        };
        if (user.Unit is not null) claims[Principals.Unit] = user.Unit;
        return Results.Json(claims);
    }
}
