using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Governance.Gateway.Tests.Doubles;

/// <summary>Tokens as Identity would issue them.</summary>
internal static class Tokens
{
    public const string Issuer = "https://localhost:8443/";

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test" };
    private static readonly RsaSecurityKey Stranger = new(RSA.Create(2048)) { KeyId = "test" };

    public static string Jwks { get; } = MakeJwks();

    public static string For(string subject, string audience = "governance", string? clientId = null, TimeSpan? expiresIn = null, bool strangersKey = false)
    {
        var now = TimeProvider.System.GetUtcNow();
        var end = now + (expiresIn ?? TimeSpan.FromHours(1));
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["role"] = "resident" };
        if (clientId is not null)
            claims["client_id"] = clientId;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            TokenType = "at+jwt",
            IssuedAt = (end < now ? end.AddHours(-1) : now).UtcDateTime,
            NotBefore = (end < now ? end.AddHours(-1) : now).UtcDateTime,
            Expires = end.UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(strangersKey ? Stranger : Key, SecurityAlgorithms.RsaSha256),
        });
    }

    private static string MakeJwks()
    {
        var key = Key.Rsa.ExportParameters(false);
        return JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "test", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } },
        });
    }
}
