using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Governance.Identity.Tests;

public sealed class ManyReplicas(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser browser = app.NewBrowser();

    /// <summary>What a service does with a token, with the keys that this replica publishes.</summary>
    private async Task<TokenValidationResult> ValidateAsync(string token, Replica replica)
    {
        var keys = await (await app.NewBrowser(replica).GetAsync("/.well-known/jwks")).Content.ReadAsStringAsync();
        return await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new()
        {
            ValidIssuer = IdentityApp.Authority, ValidAudience = "governance", ValidTypes = ["at+jwt"], RoleClaimType = "role", NameClaimType = "sub",
            IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            LifetimeValidator = (_, expires, _, _) => expires > app.Clock.GetUtcNow().UtcDateTime,
        });
    }

    [Fact]
    public async Task One_validates_the_others_tokens_and_reads_its_cookies_codes_and_refresh_tokens()
    {
        var second = app.StartReplica();
        var (code, verifier) = await browser.CodeForAsync("jinjiang");
        browser.Via = second;
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/")).StatusCode);
        var tokens = await browser.RedeemAsync(code, verifier);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        browser.Via = app.First;
        var refreshed = await browser.RefreshAsync(tokens.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);

        var result = await ValidateAsync(refreshed.AccessToken, second);
        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal(["county-centre", "auditor"], result.ClaimsIdentity.FindAll("role").Select(c => c.Value));
        Assert.Equal(["510104", "510105"], result.ClaimsIdentity.FindAll("area").Select(c => c.Value));
        // A form opened on one replica is sent to the other.
        browser.Alternate(app.First, second);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("unit")).StatusCode);
    }

    [Fact]
    public async Task A_restart_keeps_keys_and_sessions()
    {
        var replica = app.StartReplica();
        browser.Via = replica;
        var tokens = await browser.TokensForAsync("chengdu");
        await replica.StopAsync();
        var restarted = app.StartReplica();
        browser.Via = restarted;
        Assert.True((await ValidateAsync(tokens.AccessToken, restarted)).IsValid);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.RefreshAsync(tokens.RefreshToken)).Status);
    }

    [Fact]
    public async Task Another_key_encryption_key_does_not_start()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Task.Run(() => app.StartReplica(Convert.ToBase64String(new byte[32]))));
        Assert.Contains("Identity:KeyEncryptionKey is not the one", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_the_keys_table_is_readable()
    {
        var contents = await app.QueryAsync<byte[]>("select content from keys");
        Assert.True(contents.Count >= 2);
        Assert.All(contents, c => Assert.DoesNotContain("<key", System.Text.Encoding.Latin1.GetString(c), StringComparison.Ordinal));
        Assert.All(contents, c => Assert.ThrowsAny<Exception>(() => System.Security.Cryptography.RSA.Create().ImportPkcs8PrivateKey(c, out _)));
    }
}

public sealed class TimePasses(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser browser = app.NewBrowser();

    [Fact]
    public async Task Fifteen_idle_minutes_end_the_sign_in_but_work_does_not()
    {
        await browser.SignInAsync("chengdu");
        for (var i = 0; i < 4; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(i % 2 == 0 ? 5 : 14.5));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/")).StatusCode);
        }
        app.Clock.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/")).StatusCode);
    }

    [Fact]
    public async Task No_refreshing_outlasts_a_working_day()
    {
        var tokens = await browser.TokensForAsync("chengdu");
        for (var hours = 0; hours < 12; hours += 4)
        {
            tokens = await browser.RefreshAsync(tokens.RefreshToken);
            Assert.Equal(HttpStatusCode.OK, tokens.Status);
            app.Clock.Advance(TimeSpan.FromHours(4));
        }
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens.RefreshToken)).Error);
    }
}

/// <summary>With a clock of its own: the command runs by the machine's time, and the others move theirs by hours.</summary>
public sealed class RotatingTheKey(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser browser = app.NewBrowser();

    [Fact]
    public async Task A_new_key_is_published_first_signs_later_and_the_old_one_stays_until_its_tokens_are_dead()
    {
        var before = (await browser.ClientTokenAsync("partner-map")).AccessToken;
        var old = new JsonWebToken(before).Kid;
        Command.Succeeded(await app.RunAsync("rotate-key"));

        var keys = await KeysAsync(app, ids => ids.Count == 2, TimeSpan.FromMinutes(5));
        Assert.Equal(old, new JsonWebToken((await browser.ClientTokenAsync("partner-map")).AccessToken).Kid);
        await KeysAsync(app, ids => ids.Count == 2 && ids[0] != old, TimeSpan.FromHours(1.2));
        var fresh = new JsonWebToken((await browser.ClientTokenAsync("partner-map")).AccessToken).Kid;
        Assert.Equal(keys.Single(k => k != old), fresh);
        await KeysAsync(app, ids => ids.SequenceEqual([fresh]), TimeSpan.FromDays(1.1));
        Assert.Equal(fresh, new JsonWebToken((await browser.ClientTokenAsync("partner-map")).AccessToken).Kid);
    }

    /// <summary>The published keys, the signer first, once they are as expected after that much time.</summary>
    private async Task<List<string>> KeysAsync(IdentityApp installation, Func<List<string>, bool> expected, TimeSpan after)
    {
        installation.Clock.Advance(after);
        for (var tries = 0; ; tries++)
        {
            var ids = new JsonWebKeySet(await (await browser.GetAsync("/.well-known/jwks")).Content.ReadAsStringAsync()).Keys.Select(k => k.Kid).ToList();
            if (expected(ids)) return ids;
            Assert.True(tries < 100, string.Join(",", ids));
            await Task.Delay(50);
        }
    }
}
