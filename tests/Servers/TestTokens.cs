using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Governance.Servers;

/// <summary>
/// An OpenID Connect authority for tests: signs tokens of the shape that services/Identity issues and serves discovery and keys over HTTP,
/// so that a service under test validates for real. Give the service <see cref="Settings"/>; there is no bypass to forget.
/// </summary>
public sealed class TestTokens : IAsyncDisposable
{
    private static readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _strangersKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication _app;

    private TestTokens(WebApplication app) => _app = app;

    public const string Audience = "governance";

    /// <summary>Base address with a trailing slash: issuer and authority.</summary>
    public string Issuer { get; private set; } = "";

    public string JwksUrl => Issuer + ".well-known/jwks";

    /// <summary>Configuration of a service that trusts this authority.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Oidc:Authority"] = Issuer,
        ["Oidc:Jwks"] = JwksUrl,
        ["Oidc:Audience"] = Audience,
    };

    public static async Task<TestTokens> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var tokens = new TestTokens(builder.Build());
        tokens._app.Run(tokens.AnswerAsync);
        await tokens._app.StartAsync();
        tokens.Issuer = tokens._app.Urls.Single() + "/";
        return tokens;
    }

    /// <summary>A signed access token. Everything but the subject is left out of the token unless given.</summary>
    /// <param name="subject">Claim sub.</param>
    /// <param name="roles">Claim role, one value each.</param>
    /// <param name="areas">Claim area: division codes.</param>
    /// <param name="unit">Claim unit: the unit a unit clerk works for.</param>
    /// <param name="clientId">Claim client_id: a partner agency's client.</param>
    /// <param name="scopes">Claim scope: joined by spaces.</param>
    /// <param name="agency">Claim agency.</param>
    /// <param name="name">Claim name: the display name of a person.</param>
    /// <param name="audience">Claim aud.</param>
    /// <param name="expiresIn">One hour unless given; negative makes a token that has expired.</param>
    /// <param name="signedByStranger">True signs with a key that the authority does not publish, under the key id that it does.</param>
    /// <param name="type">Header typ.</param>
    public string Create(string subject, IEnumerable<string>? roles = null, IEnumerable<string>? areas = null, string? unit = null, string? clientId = null,
        IEnumerable<string>? scopes = null, string? agency = null, string? name = null, string audience = Audience, TimeSpan? expiresIn = null,
        bool signedByStranger = false, string type = "at+jwt")
    {
        var now = TimeProvider.System.GetUtcNow();
        var expires = now + (expiresIn ?? TimeSpan.FromHours(1));
        var claims = new List<Claim> { new("sub", subject) };
        claims.AddRange((roles ?? []).Select(role => new Claim("role", role)));
        claims.AddRange((areas ?? []).Select(area => new Claim("area", area)));
        void Add(string claim, string? value)
        {
            if (value is not null)
                claims.Add(new(claim, value));
        }
        Add("unit", unit);
        Add("client_id", clientId);
        Add("scope", scopes is null ? null : string.Join(' ', scopes));
        Add("agency", agency);
        Add("name", name);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = (now < expires ? now : expires.AddHours(-1)).UtcDateTime,
            NotBefore = (now < expires ? now : expires.AddHours(-1)).UtcDateTime,
            Expires = expires.UtcDateTime,
            TokenType = type,
            SigningCredentials = new(Key(signedByStranger ? _strangersKey : _key), SecurityAlgorithms.EcdsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
        _strangersKey.Dispose();
    }

    private static ECDsaSecurityKey Key(ECDsa key) => new(key) { KeyId = "test" };

    private Task AnswerAsync(HttpContext http)
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return http.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => http.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["issuer"] = Issuer, ["jwks_uri"] = JwksUrl }),
            "/.well-known/jwks" => http.Response.WriteAsJsonAsync(new
            {
                keys = new[]
                {
                    new { kty = "EC", use = "sig", alg = "ES256", kid = "test", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) },
                },
            }),
            _ => NotFound(http),
        };
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
