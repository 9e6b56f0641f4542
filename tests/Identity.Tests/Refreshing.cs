using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Governance.Identity.Tests;

public sealed class Refreshing(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser browser = app.NewBrowser();

    [Fact]
    public async Task Each_refresh_gives_a_new_token()
    {
        var first = await browser.TokensForAsync("chengdu");
        var second = await browser.RefreshAsync(first.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, (await browser.RefreshAsync(second.RefreshToken)).Status);
    }

    [Fact]
    public async Task A_replay_is_refused_and_ends_the_chain()
    {
        var first = await browser.TokensForAsync("chengdu");
        var second = await browser.RefreshAsync(first.RefreshToken);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(first.RefreshToken)).Error);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(second.RefreshToken)).Error);
        Assert.Contains("GrantRefused console", await app.QueryAsync<string>("select concat_ws(' ', kind, client) from audit"));
    }

    [Fact]
    public async Task Twenty_uses_at_once_never_succeed_twice()
    {
        var first = await browser.TokensForAsync("chengdu");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.RefreshAsync(first.RefreshToken)));
        Assert.True(answers.Count(a => a.Status == HttpStatusCode.OK) <= 1);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal("invalid_grant", a.Error));
    }

    [Fact]
    public async Task Claims_are_read_anew()
    {
        var first = await browser.TokensForAsync("unit");
        await app.QueryAsync<int>("update users set areas = '{510106}' where name = 'unit'");
        var second = await browser.RefreshAsync(first.RefreshToken);
        Assert.Equal("510106", new JsonWebToken(second.AccessToken).GetClaim("area").Value);
    }

    [Fact]
    public async Task A_revoked_token_is_dead()
    {
        var tokens = await browser.TokensForAsync("chengdu");
        var response = await browser.PostAsync("/connect/revoke", ("client_id", "console"), ("token", tokens.RefreshToken));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens.RefreshToken)).Error);
    }

    [Fact]
    public async Task A_disabled_person_is_out_at_once()
    {
        Command.Succeeded(await app.RunAsync("user", "leaver", "--role", "resident", "--area", "510104"));
        await app.QueryAsync<int>("update users set must_change_password = false, password_hash = (select password_hash from users where name = 'chengdu') where name = 'leaver'");
        var tokens = await browser.TokensForAsync("leaver");
        Command.Succeeded(await app.RunAsync("user", "leaver", "--role", "resident", "--area", "510104", "--disable"));
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(tokens.RefreshToken)).Error);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account/")).StatusCode);
        Assert.Contains("已停用", await (await browser.SignInAsync("leaver")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
