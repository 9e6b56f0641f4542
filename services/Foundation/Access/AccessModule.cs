using Governance.Common.V1;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Governance.Access;

/// <summary>Registration of who may do what, where.</summary>
public static class AccessModule
{
    /// <summary>
    /// JWT validation against <c>Oidc:Authority</c> (any OpenID provider), audience <c>Oidc:Audience</c>. With <c>Oidc:Jwks</c> the keys come from that
    /// address directly, so that a service needs neither the gateway nor its certificate to check a token.
    /// Fallback policy: authenticated, but for gRPC, where <see cref="PermissionInterceptor"/> decides.
    /// </summary>
    public static IServiceCollection AddGovernanceAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        var issuer = configuration["Oidc:Authority"] ?? "";
        var jwks = configuration["Oidc:Jwks"];
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(o =>
        {
            o.MapInboundClaims = false;
            o.Authority = issuer;
            o.RequireHttpsMetadata = !string.IsNullOrEmpty(issuer) && issuer.StartsWith("https:", StringComparison.Ordinal);
            o.TokenValidationParameters = new TokenValidationParameters
            {
                // RFC 9068 says at+jwt; some providers still write JWT.
                ValidTypes = ["at+jwt", "JWT"],
                ValidIssuers = [issuer, issuer.TrimEnd('/')],
                ValidAudience = configuration["Oidc:Audience"] ?? "governance",
                NameClaimType = "sub",
                RoleClaimType = "role",
                ClockSkew = TimeSpan.FromSeconds(30),
            };
            if (string.IsNullOrEmpty(jwks)) return;
            o.RequireHttpsMetadata = false;
            o.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(jwks, new KeysAt(issuer), new HttpDocumentRetriever { RequireHttps = false })
            {
                RefreshInterval = TimeSpan.FromSeconds(30),
                AutomaticRefreshInterval = TimeSpan.FromMinutes(10),
            };
        });
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).PostConfigure<TimeProvider>((o, clock) =>
        {
            // MapInboundClaims of the options was given to the handler that is replaced here.
            o.TokenHandlers.Clear();
            o.TokenHandlers.Add(new RememberedTokens(clock) { MapInboundClaims = false });
            o.SaveToken = false;    // who passes it on takes it from the request
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAssertion(c => c.User.Identity?.IsAuthenticated == true
                || (c.Resource as HttpContext)?.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null)
            .Build());
        return services;
    }

    /// <summary>The gate in front of every rpc, and the refusal to start when an rpc names no permission.</summary>
    public static IServiceCollection AddGovernanceAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddGovernanceAuthentication(configuration);
        services.AddScoped<Caller>();
        services.AddSingleton(sp => new PermissionMap([typeof(AccessExtensions).Assembly, .. sp.GetServices<ExtraContracts>().Select(c => c.Assembly)]));
        services.AddSingleton<Grants>();
        services.AddSingleton<ClientRights>();
        services.AddScoped<ConnectionReport>();
        services.AddSingleton<PermissionInterceptor>();
        services.AddSingleton<IStartupFilter, PermissionsDeclared>();
        return services;
    }

    private sealed class KeysAt(string issuer) : IConfigurationRetriever<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(string address, IDocumentRetriever retriever, CancellationToken cancel)
        {
            var found = new OpenIdConnectConfiguration { Issuer = issuer };
            foreach (var key in new JsonWebKeySet(await retriever.GetDocumentAsync(address, cancel)).GetSigningKeys()) found.SigningKeys.Add(key);
            return found;
        }
    }

    // A startup filter, since the endpoints are known only once the pipeline is built: a hosted service runs before that, finds none and lets everything pass.
    private sealed class PermissionsDeclared(PermissionMap permissions, Grants grants, ClientRights rights) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            _ = (grants, rights);    // reads Access:Roles and Access:Clients now, so that a typo stops the start and not the first call
            next(app);
            var bare = app.ApplicationServices.GetRequiredService<EndpointDataSource>().Endpoints
                .Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName)
                .Where(m => m is not null && permissions.Of(m) is null).Distinct().ToList();
            if (bare.Count > 0) throw new InvalidOperationException($"These rpcs declare no governance.common.v1.permission: {string.Join(", ", bare)}");
        };
    }
}

/// <summary>A further assembly with protos whose rpcs are to be admitted; tests use it.</summary>
public sealed record ExtraContracts(System.Reflection.Assembly Assembly);
