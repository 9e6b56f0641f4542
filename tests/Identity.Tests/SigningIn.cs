using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Governance.Identity.Tests;

public sealed class SigningIn(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser browser = app.NewBrowser();

    [Fact]
    public async Task A_person_comes_back_with_tokens_that_say_who_and_where()
    {
        var answer = await browser.TokensForAsync("jinjiang");
        var access = new JsonWebToken(answer.AccessToken);
        Assert.Equal("at+jwt", access.Typ);
        Assert.Equal(["governance"], access.Audiences);
        Assert.Equal("锦江区中心", access.GetClaim("name").Value);
        Assert.Equal(["county-centre", "auditor"], access.Claims.Where(c => c.Type == "role").Select(c => c.Value));
        Assert.Equal(["510104", "510105"], access.Claims.Where(c => c.Type == "area").Select(c => c.Value));
        Assert.DoesNotContain(access.Claims, c => c.Type is "agency" or "unit");
        Assert.Equal("console", access.GetClaim("client_id").Value);
        Assert.Equal(TimeSpan.FromMinutes(15), access.ValidTo - access.IssuedAt);

        var id = new JsonWebToken(answer.IdToken);
        Assert.Equal("jinjiang", id.GetClaim("preferred_username").Value);
        Assert.Equal("n1", id.GetClaim("nonce").Value);
        Assert.Equal(access.Subject, id.Subject);

        var info = JsonSerializer.Deserialize<JsonElement>(await (await browser.UserInfoAsync(answer.AccessToken)).Content.ReadAsStringAsync());
        Assert.Equal(access.Subject, info.GetProperty("sub").GetString());
        Assert.Equal("锦江区中心", info.GetProperty("name").GetString());
        Assert.Equal(["510104", "510105"], info.GetProperty("area").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public async Task One_role_one_area_and_a_unit_are_plain_strings()
    {
        var payload = new JsonWebToken((await browser.TokensForAsync("unit")).AccessToken).EncodedPayload;
        var claims = JsonSerializer.Deserialize<JsonElement>(WebEncoders.Base64UrlDecode(payload));
        Assert.Equal("unit-clerk", claims.GetProperty("role").GetString());
        Assert.Equal("510104", claims.GetProperty("area").GetString());
        Assert.Equal("510104-01", claims.GetProperty("unit").GetString());
    }

    [Fact]
    public async Task The_page_is_plain_Chinese_and_locked_down()
    {
        var response = await browser.GetAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(Browser.AuthorizeUrl("c")));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"zh-CN\">", page, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=", page);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' http://127.0.0.1:49152;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.False(response.Headers.Contains("Server"));
        foreach (var cookie in response.Headers.GetValues("Set-Cookie"))
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("; secure; samesite=", cookie, StringComparison.Ordinal);
            Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_from_elsewhere_is_refused()
    {
        var response = await browser.PostAsync("/account/sign-in", ("name", "chengdu"), ("password", IdentityApp.Password));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("__Host-governance=", browser.Cookies, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/connect/authorize?")]
    [InlineData("/connect/authorize@evil.example")]
    [InlineData("/account/password")]
    public async Task No_link_leads_from_the_sign_in_to_a_strangers_site(string returnUrl)
    {
        var response = await browser.SignInAsync("chengdu", page: "/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal("/account/", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("code_challenge", "")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("scope", "openid grid.calls.handle")]
    public async Task A_request_without_proof_or_with_a_partners_scope_is_refused(string name, string value)
    {
        await browser.SignInAsync("chengdu");
        var response = await browser.GetAsync(Browser.AuthorizeUrl(name == "code_challenge" ? null : "c", name == "code_challenge" ? ("state", "s1") : (name, value)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Theory]
    [InlineData("https://evil.example/callback")]
    [InlineData("http://127.0.0.1:49152/other")]
    [InlineData("http://evil.example:49152/callback")]
    public async Task A_redirect_that_is_not_registered_is_told_to_the_person_only(string redirect)
    {
        await browser.SignInAsync("chengdu");
        var response = await browser.GetAsync(Browser.AuthorizeUrl(Browser.NewProof().Challenge, ("redirect_uri", redirect)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
        Assert.Contains("无法完成请求", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_needs_its_verifier()
    {
        var (code, _) = await browser.CodeForAsync("chengdu");
        Assert.Equal("invalid_grant", (await browser.RedeemAsync(code, Browser.NewProof().Verifier)).Error);
        var other = await browser.CodeAsync(Browser.AuthorizeUrl(Browser.NewProof().Challenge));
        var without = await browser.TokenAsync(("grant_type", "authorization_code"), ("client_id", "console"), ("code", other), ("redirect_uri", Browser.Redirect));
        Assert.Equal("invalid_request", without.Error);
    }

    [Fact]
    public async Task A_code_works_once_and_its_replay_revokes_what_it_gave()
    {
        var (code, verifier) = await browser.CodeForAsync("chengdu");
        var first = await browser.RedeemAsync(code, verifier);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("invalid_grant", (await browser.RedeemAsync(code, verifier)).Error);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(first.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.UserInfoAsync(first.AccessToken)).StatusCode);
    }

    [Fact]
    public async Task Twenty_exchanges_of_one_code_at_once_never_succeed_twice()
    {
        var (code, verifier) = await browser.CodeForAsync("chengdu");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.RedeemAsync(code, verifier)));
        Assert.True(answers.Count(a => a.Status == HttpStatusCode.OK) <= 1);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal("invalid_grant", a.Error));
    }

    [Fact]
    public async Task Signing_out_ends_cookie_copy_and_refresh_tokens()
    {
        var tokens = await browser.TokensForAsync("chengdu");
        var thief = app.NewBrowser();
        thief.TakeCookiesOf(browser);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/account/")).StatusCode);

        var done = await browser.SubmitAsync("/account/sign-out");
        Assert.Contains("您已退出登录", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/account/")).StatusCode);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task The_console_signs_its_person_out_and_a_bare_link_only_asks()
    {
        var tokens = await browser.TokensForAsync("chengdu");
        var asked = await browser.GetAsync("/connect/logout");
        Assert.Equal("/account/sign-out", asked.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/")).StatusCode);

        var url = QueryHelpers.AddQueryString("/connect/logout", new Dictionary<string, string?>
        {
            ["id_token_hint"] = tokens.IdToken, ["post_logout_redirect_uri"] = Browser.Redirect, ["state"] = "bye",
        });
        var left = await browser.GetAsync(url);
        Assert.Equal(Browser.Redirect + "?state=bye", left.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/")).StatusCode);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task Prompt_decides_whether_the_person_is_asked()
    {
        var (_, challenge) = Browser.NewProof();
        var silent = await browser.GetAsync(Browser.AuthorizeUrl(challenge, ("prompt", "none")));
        Assert.Contains("error=login_required", silent.Headers.Location!.Query, StringComparison.Ordinal);
        await browser.CodeForAsync("chengdu");
        await browser.CodeAsync(Browser.AuthorizeUrl(challenge, ("prompt", "none")));
        var again = await browser.GetAsync(Browser.AuthorizeUrl(challenge, ("prompt", "login")));
        Assert.StartsWith("/account/sign-in?returnUrl=", again.Headers.Location!.ToString(), StringComparison.Ordinal);
        var signedIn = await browser.SignInAsync("chengdu", page: again.Headers.Location.ToString());
        await browser.CodeAsync(signedIn.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_audit_tells_who_from_where_and_cannot_be_changed()
    {
        var (_, challenge) = Browser.NewProof();
        var page = (await browser.GetAsync(Browser.AuthorizeUrl(challenge))).Headers.Location!.ToString();
        browser.ForwardedFor = "203.0.113.7";
        await browser.SignInAsync("unit", page: page);
        var rows = await app.QueryAsync<string>("select concat_ws(' ', kind, name, client, address) from audit a join users u on u.id = a.user_id");
        Assert.Contains("SignedIn unit console 203.0.113.7", rows);
        foreach (var change in new[] { "update audit set kind = 'SignedOut'", "delete from audit", "truncate audit" })
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.QueryAsync<string>(change));
            Assert.Equal("42501", refused.SqlState);
        }
    }
}
