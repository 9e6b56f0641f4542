using System.Security.Claims;
using Governance.Identity.Tokens;
using Governance.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenIddict.Abstractions;

namespace Governance.Identity.Pages;

/// <summary>The cookie names a session; the session in the database decides.</summary>
internal sealed class SignInCookie : CookieAuthenticationEvents
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "__Host-governance";     // the prefix makes browsers insist on Secure, path / and this host
        options.Cookie.Path = "/";
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;    // Strict would hide it when the console sends people to /connect/authorize
        options.ExpireTimeSpan = Session.IdleLimit;
        options.SlidingExpiration = true;
        options.EventsType = typeof(SignInCookie);
    }

    public static Task SetAsync(HttpContext http, Session session)
    {
        var identity = new ClaimsIdentity(Scheme)
            .SetClaim(OpenIddictConstants.Claims.Subject, session.UserId.ToString())
            .SetClaim(Principals.Sid, session.Id.ToString());
        return http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>
    /// The session of the request's cookie, if it is alive. Asked by the pages and not by the cookie handler, which runs for every request:
    /// probes and the key set must not need the database.
    /// </summary>
    public static async Task<Session?> SessionAsync(HttpContext http)
    {
        var cookie = (await http.AuthenticateAsync(Scheme)).Principal;
        var (db, clock) = (http.RequestServices.GetRequiredService<IdentityDb>(), http.RequestServices.GetRequiredService<TimeProvider>());
        return cookie is null ? null : await Session.LiveAsync(db, cookie.GetClaim(Principals.Sid), clock.GetUtcNow(), http.RequestAborted);
    }

    /// <summary>Renewed at every request. The default waits for half of the time, so somebody at work could be thrown out after 7.5 idle minutes.</summary>
    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew = true;
        return Task.CompletedTask;
    }
}
