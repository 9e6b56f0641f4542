using Microsoft.AspNetCore.Authorization;

namespace Governance.Gateway.Access;

/// <summary>The two policies a route can name. Which caller may do what is the services' business; here only a good token counts.</summary>
internal static class EdgePolicies
{
    public const string Caller = "caller";

    /// <summary>YARP's own name for "no token needed".</summary>
    public const string Anonymous = "anonymous";

    public static void AddEdgeAccess(this IServiceCollection services)
    {
        // The fallback of Foundation lets gRPC endpoints through to their permission interceptor. There is none here: no token, no way in.
        var caller = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        services.AddAuthorizationBuilder().AddPolicy(Caller, caller).SetFallbackPolicy(caller);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, TokenRefusals>();
    }
}
