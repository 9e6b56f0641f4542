using System.Net;

namespace Governance.Identity;

/// <summary>What this service is told from outside. Each value is read when it is needed, so that `migrate` runs without the settings of serving.</summary>
internal sealed class IdentitySettings(IConfiguration configuration)
{
    public const string Database = "identity";

    /// <summary>The issuer: the gateway's public address. Links in discovery and redirects come from it, never from a request header.</summary>
    public Uri Authority => Uri.TryCreate(configuration["Oidc:Authority"], UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
        ? uri
        : throw Missing("Oidc:Authority", "the public https address of the gateway, e.g. https://localhost:8443/");

    public string Audience => configuration["Oidc:Audience"] is { Length: > 0 } audience ? audience : "governance";

    public byte[] KeyEncryptionKey
    {
        get
        {
            var key = new byte[32];
            return Convert.TryFromBase64String(configuration["Identity:KeyEncryptionKey"] ?? "", key, out var length) && length == key.Length
                ? key
                : throw Missing("Identity:KeyEncryptionKey", "32 random bytes in base64, e.g. from `openssl rand -base64 32`; every replica needs the same");
        }
    }

    /// <summary>Where the console lives in production. Empty: no console client is registered by `migrate`.</summary>
    public string[] ConsoleRedirectUris => configuration.GetSection("Identity:ConsoleRedirectUris").Get<string[]>() ?? [];

    /// <summary>Networks whose X-Forwarded-For is believed, beside loopback.</summary>
    public IEnumerable<IPNetwork> TrustedProxies => (configuration.GetSection("Identity:TrustedProxies").Get<string[]>() ?? []).Select(text =>
        IPNetwork.TryParse(text, out var network) ? network : throw Missing("Identity:TrustedProxies", $"networks such as 10.42.0.0/16; \"{text}\" is none"));

    private static InvalidOperationException Missing(string key, string meaning) => new($"Configuration {key} is missing or wrong. It must be {meaning}.");
}
