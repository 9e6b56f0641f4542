using Microsoft.Extensions.Configuration;

namespace Governance.Hosting;

/// <summary>Where people and partners reach the platform, for what is printed on papers and signed: <c>Hosting:PublicAddress</c>.</summary>
/// <remarks>Without it <c>Oidc:Authority</c>: identity lies behind the gateway, so its issuer is the gateway's address. Another provider's is not.</remarks>
public static class PublicAddress
{
    /// <summary>The address as it is configured; null if none is known.</summary>
    public static string? Of(IConfiguration configuration) => configuration["Hosting:PublicAddress"] is { Length: > 0 } address ? address : configuration["Oidc:Authority"];
}
