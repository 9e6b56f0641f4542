using System.Security.Claims;
using Governance.Identity.Users;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Governance.Identity.Tokens;

/// <summary>Tokens for clients by their secret, for people by code or refresh token. OpenIddict has checked secret, scopes, PKCE and replay before.</summary>
internal static class TokenEndpoint
{
    public static async Task<IResult> Handle(
        HttpContext http, IdentityDb db, IOpenIddictApplicationManager clients, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var principal = request.IsClientCredentialsGrantType()
            ? await ForClientAsync(request, clients, settings, ct)
            : await ForPersonAsync(http, db, settings, clock, ct);
        return principal is null
            ? Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?>
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
                    [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "登录已失效，请重新登录",
                }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme])
            : Results.SignIn(principal, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>A partner that names no scope gets all that its registration holds.</summary>
    private static async Task<ClaimsPrincipal?> ForClientAsync(
        OpenIddictRequest request, IOpenIddictApplicationManager clients, IdentitySettings settings, CancellationToken ct)
    {
        var client = await clients.FindByClientIdAsync(request.ClientId!, ct);
        if (client is null) return null;
        var scopes = request.GetScopes();
        if (scopes.IsEmpty)
        {
            scopes = [.. (await clients.GetPermissionsAsync(client, ct))
                .Where(p => p.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal)).Select(p => p[Permissions.Prefixes.Scope.Length..])];
        }
        return Principals.OfClient(request.ClientId!, await clients.GetPropertiesAsync(client, ct), scopes, settings);
    }

    private static async Task<ClaimsPrincipal?> ForPersonAsync(
        HttpContext http, IdentityDb db, IdentitySettings settings, TimeProvider clock, CancellationToken ct)
    {
        var presented = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        var session = await Session.LiveAsync(db, presented.GetClaim(Principals.Sid), clock.GetUtcNow(), ct);
        if (session is null || session.User.MustChangePassword) return null;

        // OpenIddict looks at the status and writes it later, and forgives a refresh token used twice at once. This statement takes the
        // token or does not: of twenty parallel uses one succeeds.
        var token = Guid.Parse(presented.GetTokenId()!);
        var taken = await db.Tokens.Where(t => t.Id == token && t.Status == Statuses.Valid)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Status, Statuses.Redeemed).SetProperty(t => t.RedemptionDate, clock.GetUtcNow().UtcDateTime), ct);
        return taken == 1 ? Principals.Of(session, presented.GetScopes(), settings) : null;
    }
}
