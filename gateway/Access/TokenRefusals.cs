using Governance.Gateway.Refusals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Governance.Gateway.Access;

/// <summary>Answers a missing or bad token with its reason. The handler of JwtBearer would answer a bare 401, which a gRPC client reads as UNKNOWN.</summary>
internal sealed class TokenRefusals(IOptionsMonitor<JwtBearerOptions> bearer) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            await next(context);
        else if (authorizeResult.Forbidden)
            await context.RefuseAsync(GatewayRefusals.Forbidden);
        else
            await context.RefuseAsync(await ReasonAsync(context));
    }

    private async Task<Refusal> ReasonAsync(HttpContext context)
    {
        // The handler remembers its verdict; nothing is validated twice.
        var failure = (await context.AuthenticateAsync()).Failure;
        return failure switch
        {
            null => GatewayRefusals.TokenMissing,
            SecurityTokenExpiredException => GatewayRefusals.TokenExpired,
            SecurityTokenInvalidAudienceException => GatewayRefusals.TokenWrongAudience,
            // Judging is impossible while the identity provider's keys were never read: telling the caller to sign in again would be a lie.
            _ when !await HasKeysAsync(context.RequestAborted) => GatewayRefusals.KeysUnavailable,
            _ => GatewayRefusals.TokenInvalid,
        };
    }

    private async Task<bool> HasKeysAsync(CancellationToken ct)
    {
        try
        {
            // Answers from memory; goes out only while there is nothing in it.
            return await bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(ct) is { SigningKeys.Count: > 0 };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
