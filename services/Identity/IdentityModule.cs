using Governance.Hosting;
using Governance.Identity.Keys;
using Governance.Identity.Pages;
using Governance.Identity.Tokens;
using Governance.Identity.Users;
using Governance.Map;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Governance.Identity;

internal static class IdentityModule
{
    /// <summary>What a partner, or a service that asks another one (decision 0009), may be granted. A new service adds its scopes here.</summary>
    public static readonly string[] PartnerScopes = ["grid.map.read", "grid.calls.open", "grid.calls.read", "grid.calls.handle", "volunteers.read", "party.read", "welfare.refer", "party.reportins.reveal", "volunteers.find", "socialorgs.read",
        "grid.feed.read", "volunteers.feed.read", "party.feed.read", "welfare.feed.read", "socialorgs.feed.read"];

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = new IdentitySettings(builder.Configuration);
        services.AddSingleton(settings);
        services.AddDbContext<IdentityDb>(options => options
            .UseNpgsql(builder.Configuration.GetConnectionString(IdentitySettings.Database))
            .UseSnakeCaseNamingConvention());
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [GovernanceDefaults.Ready]);

        services.AddSingleton<KeySeal>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, DataProtectionKeys>();
        services.AddDataProtection().SetApplicationName("governance-identity");
        services.AddHostedService<Housekeeping>();
        services.AddHostedService<FollowingCommunities>();
        services.AddScoped<Areas>();
        services.AddScoped(provider => new MovedCommunities(provider.GetRequiredService<IdentityDb>()));

        services.AddScoped<Clients>();
        services.AddScoped<Seed>();
        services.AddScoped<SignIn>();
        services.AddSingleton<PasswordHasher<User>>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);   // OWASP's figure for PBKDF2 with SHA-512
        services.AddSingleton<SignInCookie>();
        // Foundation's default, bearer tokens, stays the challenge of paths that nobody knows.
        services.AddAuthentication(options => options.DefaultAuthenticateScheme = SignInCookie.Scheme).AddCookie(SignInCookie.Configure);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-governance-form";
            options.Cookie.Path = "/";
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        });
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 64 * 1024;
        });
        AddOpenIddict(services, settings);
    }

    private static void AddOpenIddict(IServiceCollection services, IdentitySettings settings) => services.AddOpenIddict()
        .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDb>().ReplaceDefaultEntities<Guid>())
        .AddServer(server =>
        {
            server.Configure(options => options.Issuer = settings.Authority);
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetUserInfoEndpointUris("connect/userinfo")
                .SetRevocationEndpointUris("connect/revoke").SetEndSessionEndpointUris("connect/logout");
            server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
            server.Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
            server.RegisterScopes([Scopes.Profile, .. PartnerScopes]);
            server.RegisterClaims(Claims.Name, Claims.PreferredUsername, Claims.Role, Principals.Area, Principals.Unit, Principals.Agency);
            server.DisableAccessTokenEncryption();     // services and partners read them
            server.SetAccessTokenLifetime(TimeSpan.FromMinutes(15));
            server.SetRefreshTokenLifetime(Session.Longest);
            // No grace for a refresh token shown twice: the second showing ends the whole chain.
            server.SetRefreshTokenReuseLeeway(null);
            server.AddEventHandler<OpenIddictServerEvents.ApplyTokenResponseContext>(handler => handler.UseSingletonHandler<AuditTokens>().SetOrder(int.MinValue));
            server.UseAspNetCore().DisableTransportSecurityRequirement()   // TLS ends at the gateway
                .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableUserInfoEndpointPassthrough()
                .EnableEndSessionEndpointPassthrough().EnableErrorPassthrough();
        });

    public static async Task UseIdentityAsync(this WebApplication app)
    {
        var authority = app.Services.GetRequiredService<IdentitySettings>().Authority;
        var (host, path) = (new HostString(authority.Authority), new PathString(authority.AbsolutePath.TrimEnd('/')));
        app.UseForwardedHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Page.Unavailable, StatusCodeSelector = _ => StatusCodes.Status503ServiceUnavailable });
        app.UsePathBase(path);
        app.Use((http, next) =>
        {
            // The public address is a fact of configuration. Taking it from Host or X-Forwarded-* would let a request choose where
            // links and redirects lead; so those headers are not read at all, whoever sends them.
            (http.Request.Scheme, http.Request.Host, http.Request.PathBase) = (authority.Scheme, host, path);
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers.StrictTransportSecurity = "max-age=31536000";
            headers.CacheControl = "no-store";
            return next(http);
        });
        app.UseRouting();                              // authentication and authorization follow in MapGovernanceEndpoints

        string[] getAndPost = [HttpMethods.Get, HttpMethods.Post];
        var open = app.MapGroup("").AllowAnonymous();   // each of these finds out by itself who is asking
        open.MapMethods("/connect/authorize", getAndPost, AuthorizeEndpoint.Handle);
        open.MapPost("/connect/token", TokenEndpoint.Handle);
        open.MapMethods("/connect/userinfo", getAndPost, UserInfoEndpoint.Handle);
        open.MapMethods("/connect/logout", getAndPost, SignOutPage.EndSession);
        open.MapGet(AccountPage.Path, (Delegate)AccountPage.Show);
        open.MapGet(SignInPage.Path, SignInPage.Show);
        open.MapPost(SignInPage.Path, SignInPage.Submit);
        open.MapGet(SignOutPage.Path, (Delegate)SignOutPage.Show);
        open.MapPost(SignOutPage.Path, SignOutPage.Submit);
        open.MapGet(PasswordPage.Path, (Delegate)PasswordPage.Show);
        open.MapPost(PasswordPage.Path, PasswordPage.Submit);

        await app.Services.GetRequiredService<SigningKeys>().LoadAsync(app.Lifetime.ApplicationStopping);
    }

    private sealed class DatabaseHealth(IdentityDb db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no connection to the database");
    }
}
