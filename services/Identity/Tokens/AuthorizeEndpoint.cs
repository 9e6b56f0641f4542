using Governance.Identity.Pages;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Governance.Identity.Tokens;

/// <summary>Gives a code to whoever is signed in; sends everybody else to the sign-in page and back. OpenIddict has checked client, redirect URI and PKCE before.</summary>
internal static class AuthorizeEndpoint
{
    public static async Task<IResult> Handle(HttpContext http, IdentitySettings settings, TimeProvider clock)
    {
        // No redirect URI that can be trusted: the person is told here, nothing is sent anywhere.
        if (http.GetOpenIddictServerResponse() is { Error: not null } refused) return Page.Error(http, refused.ErrorDescription ?? refused.Error);

        var request = http.GetOpenIddictServerRequest()!;
        var session = await SignInCookie.SessionAsync(http);
        var tooOld = request.MaxAge is { } age && session is not null && session.SignedInAt.AddSeconds(age) < clock.GetUtcNow();
        if (session is null || tooOld || request.HasPromptValue(PromptValues.Login))
        {
            if (request.HasPromptValue(PromptValues.None)) return Refuse(Errors.LoginRequired, "请先登录");
            return Results.Redirect(SignInPage.Address(http, Again(http)));
        }
        if (session.User.MustChangePassword)
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.InteractionRequired, "请先修改密码")
                : Results.Redirect(PasswordPage.Address(http, Again(http)));

        return Results.SignIn(Principals.Of(session, request.GetScopes(), settings), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>This same request, to come back to; without prompt=login, which would ask for ever.</summary>
    private static string Again(HttpContext http)
    {
        var parameters = http.Request.HasFormContentType ? http.Request.Form.AsEnumerable() : http.Request.Query;
        return http.Request.PathBase + http.Request.Path + QueryString.Create(parameters.Where(p => p.Key != Parameters.Prompt));
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
