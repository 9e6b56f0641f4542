using Governance.Identity.Tokens;
using Governance.Identity.Users;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Governance.Identity.Pages;

/// <summary>
/// Ends a session: cookie and refresh tokens. An application that shows its identity token (id_token_hint) signs its person out at once;
/// any other link only leads to the question, or a stranger's page could sign people out.
/// </summary>
internal static class SignOutPage
{
    public const string Path = "/account/sign-out";

    public static async Task<IResult> Show(HttpContext http) => await SignInCookie.SessionAsync(http) is null ? Done(http) : Render(http, null);

    public static async Task<IResult> Submit(HttpContext http, SignIn signIn)
    {
        if (await SignInCookie.SessionAsync(http) is not { } session) return Done(http);
        if (!await Page.IsOurFormAsync(http)) return Render(http, Page.Expired);
        await signIn.SignOutAsync(session, http.Connection.RemoteIpAddress);
        await http.SignOutAsync(SignInCookie.Scheme);
        return Done(http);
    }

    /// <summary>/connect/logout, after OpenIddict checked the hint and the address to return to.</summary>
    public static async Task<IResult> EndSession(HttpContext http, IdentityDb db, SignIn signIn, TimeProvider clock)
    {
        if (http.GetOpenIddictServerResponse() is { Error: not null } refused) return Page.Error(http, refused.ErrorDescription ?? refused.Error);
        var hint = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (hint is null) return Results.Redirect(http.Request.PathBase + Path);

        var hinted = await Session.LiveAsync(db, hint.GetClaim(Principals.Sid), clock.GetUtcNow(), http.RequestAborted);
        if (hinted is not null) await signIn.SignOutAsync(hinted, http.Connection.RemoteIpAddress);
        if (await SignInCookie.SessionAsync(http) is null) await http.SignOutAsync(SignInCookie.Scheme);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = http.Request.PathBase + Path }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static IResult Render(HttpContext http, string? refusal) =>
        Page.Html(http, "退出登录", Page.Form(http, refusal, "<p>确定要退出登录吗？</p><button>退出登录</button>"));

    private static IResult Done(HttpContext http) =>
        Page.Html(http, "已退出登录", $"""<p>您已退出登录。</p><p><a href="{http.Request.PathBase}{SignInPage.Path}">重新登录</a></p>""");
}
