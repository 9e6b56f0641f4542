using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Governance.Identity.Tests;

public sealed class PartnerTokens(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser partner = app.NewBrowser();

    [Fact]
    public async Task Discovery_names_the_public_address_whatever_the_request_says()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        var response = await partner.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        var found = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(IdentityApp.Authority, found.GetProperty("issuer").GetString());
        foreach (var (name, path) in new[]
        {
            ("authorization_endpoint", "connect/authorize"), ("token_endpoint", "connect/token"), ("userinfo_endpoint", "connect/userinfo"),
            ("revocation_endpoint", "connect/revoke"), ("end_session_endpoint", "connect/logout"), ("jwks_uri", ".well-known/jwks"),
        })
        {
            Assert.Equal(IdentityApp.Authority + path, found.GetProperty(name).GetString());
        }
        Assert.Equal(["S256"], found.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(m => m.GetString()));
    }

    [Fact]
    public async Task The_key_set_holds_no_private_part()
    {
        var text = await (await partner.GetAsync("/.well-known/jwks")).Content.ReadAsStringAsync();
        var key = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("keys").EnumerateArray().Single();
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task A_partner_that_answers_calls_does_so_for_its_unit()
    {
        var token = new JsonWebToken((await partner.ClientTokenAsync("partner-handle", scope: "grid.calls.handle")).AccessToken);
        Assert.Equal("510104-01", token.GetClaim("unit").Value);
        var (exit, said) = await app.RunAsync("client", "no-unit", "--agency", "sample", "--scope", "grid.calls.handle", "--area", "510104", "--unit", "?");
        Assert.Equal(2, exit);
        Assert.Contains("510104-01", said, StringComparison.Ordinal);
        (exit, said) = await app.RunAsync("client", "no-unit", "--agency", "sample", "--scope", "grid.calls.handle", "--area", "510104");
        Assert.Equal(2, exit);
        Assert.Contains("needed for grid.calls.handle", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partner_gets_a_token_with_its_agency_areas_and_scope()
    {
        var answer = await partner.ClientTokenAsync("partner-open", scope: "grid.calls.open");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var token = new JsonWebToken(answer.AccessToken);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal(IdentityApp.Authority, token.Issuer);
        Assert.Equal(["governance"], token.Audiences);
        Assert.Equal("partner-open", token.Subject);
        Assert.Equal("partner-open", token.GetClaim("client_id").Value);
        Assert.Equal("sample", token.GetClaim("agency").Value);
        Assert.Equal("grid.calls.open", token.GetClaim("scope").Value);
        Assert.Equal(["5101", "5106"], token.Claims.Where(c => c.Type == "area").Select(c => c.Value));
        Assert.DoesNotContain(token.Claims, c => c.Type is "role" or "name" or "unit");
        Assert.Equal(TimeSpan.FromMinutes(30), token.ValidTo - token.IssuedAt);
    }

    [Fact]
    public async Task Naming_no_scope_gives_all_that_the_client_holds()
    {
        var token = new JsonWebToken((await partner.ClientTokenAsync("partner-open")).AccessToken);
        Assert.Equal("grid.calls.open grid.calls.read", token.GetClaim("scope").Value);
    }

    [Theory]
    [InlineData("partner-map", "wrong-secret", null, "invalid_client")]
    [InlineData("nobody", IdentityApp.PartnerSecret, null, "invalid_client")]
    [InlineData("partner-map", IdentityApp.PartnerSecret, "grid.calls.open", "invalid_request")]
    [InlineData("partner-map", IdentityApp.PartnerSecret, "grid.map.read grid.calls.handle", "invalid_request")]
    [InlineData("partner-map", IdentityApp.PartnerSecret, "no.such.scope", "invalid_scope")]
    public async Task Wrong_secret_or_scope_is_refused(string client, string secret, string? scope, string error)
    {
        var answer = await partner.ClientTokenAsync(client, secret, scope);
        Assert.Equal(error, answer.Error);
        Assert.Null(answer.Text("access_token"));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    public async Task Other_grants_are_refused(string grant)
    {
        var answer = await partner.TokenAsync(("grant_type", grant), ("client_id", "partner-map"), ("client_secret", IdentityApp.PartnerSecret), ("username", "jinjiang"), ("password", IdentityApp.Password));
        Assert.Equal("unsupported_grant_type", answer.Error);
    }

    [Fact]
    public async Task A_partner_is_not_a_person()
    {
        var token = (await partner.ClientTokenAsync("partner-map")).AccessToken;
        Assert.Equal(HttpStatusCode.Unauthorized, (await partner.UserInfoAsync(token)).StatusCode);
        var authorize = await partner.GetAsync(Browser.AuthorizeUrl(Browser.NewProof().Challenge, ("client_id", "partner-map")));
        Assert.Equal(HttpStatusCode.BadRequest, authorize.StatusCode);
    }

    [Fact]
    public async Task Tokens_and_refusals_are_audited_without_what_was_typed()
    {
        await partner.ClientTokenAsync("partner-map");
        await partner.ClientTokenAsync("partner-map", "a-mistyped-secret");
        await partner.ClientTokenAsync("secret-in-the-wrong-field", "x");
        var rows = await app.QueryAsync<string>("select concat_ws(' ', kind, client, address) from audit");
        Assert.Contains("ClientToken partner-map 127.0.0.1", rows);
        Assert.Contains("ClientRefused partner-map 127.0.0.1", rows);
        Assert.Contains("ClientRefused 127.0.0.1", rows);
        Assert.DoesNotContain(await app.QueryAsync<string>("select a::text from audit a"), r => r.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_means_the_database_answers()
    {
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await partner.GetAsync("/no/such/path")).StatusCode);
    }
}
