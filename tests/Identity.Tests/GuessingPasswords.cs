using System.Net;

namespace Governance.Identity.Tests;

public sealed class GuessingPasswords(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser browser = app.NewBrowser();

    private async Task<string> TryAsync(string name, string password)
    {
        var response = await browser.SignInAsync(name, password);
        return response.StatusCode == HttpStatusCode.Redirect ? "signed in" : await response.Content.ReadAsStringAsync();
    }

    private Task<List<long>> CountAsync(string kind, string name) =>
        app.QueryAsync<long>($"select count(*) from audit a join users u on u.id = a.user_id where kind = '{kind}' and name = '{name}'");

    [Fact]
    public async Task Five_failures_lock_for_fifteen_minutes()
    {
        for (var left = 4; left >= 1; left--) Assert.Contains($"用户名或密码不正确，还可尝试 {left} 次", await TryAsync("chengdu", "wrong"), StringComparison.Ordinal);
        Assert.Contains("已锁定", await TryAsync("chengdu", "wrong"), StringComparison.Ordinal);
        Assert.Contains("已锁定", await TryAsync("CHENGDU ", IdentityApp.Password), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(14.9));
        Assert.Contains("已锁定", await TryAsync("chengdu", IdentityApp.Password), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(0.2));
        Assert.Contains("还可尝试 4 次", await TryAsync("chengdu", "wrong"), StringComparison.Ordinal);
        Assert.Equal("signed in", await TryAsync("chengdu", IdentityApp.Password));
        Assert.Contains("还可尝试 4 次", await TryAsync("chengdu", "wrong"), StringComparison.Ordinal);
        Assert.Equal([1L], await CountAsync("LockedOut", "chengdu"));
        Assert.Equal([2L], await CountAsync("RefusedLocked", "chengdu"));
    }

    [Fact]
    public async Task Fifty_wrong_passwords_at_once_get_five_tries_on_all_replicas_together()
    {
        var browsers = new[] { app.NewBrowser(), app.NewBrowser(app.StartReplica()) };
        await Task.WhenAll(browsers.Select(b => b.GetAsync("/account/sign-in")));
        var pages = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
            await (await browsers[i % 2].SignInAsync("jinjiang", $"Wrong-password-{i}")).Content.ReadAsStringAsync()));
        Assert.Equal(4, pages.Count(p => p.Contains("用户名或密码不正确", StringComparison.Ordinal)));
        Assert.Equal(46, pages.Count(p => p.Contains("已锁定", StringComparison.Ordinal)));
        Assert.Equal([4L], await CountAsync("WrongPassword", "jinjiang"));
        Assert.Equal([1L], await CountAsync("LockedOut", "jinjiang"));
        Assert.Equal([45L], await CountAsync("RefusedLocked", "jinjiang"));
        Assert.Contains("已锁定", await TryAsync("jinjiang", IdentityApp.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_like_a_known_one_and_never_written_down()
    {
        for (var left = 4; left >= 1; left--) Assert.Contains($"用户名或密码不正确，还可尝试 {left} 次", await TryAsync("Typed-Password-1", "wrong"), StringComparison.Ordinal);
        Assert.Contains("已锁定", await TryAsync("Typed-Password-1", "wrong"), StringComparison.Ordinal);
        foreach (var table in new[] { "audit", "sign_in_tries" })
            Assert.DoesNotContain(await app.QueryAsync<string>($"select lower(t::text) from {table} t"), row => row.Contains("typed-password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_table_itself_holds_no_sixth_failure()
    {
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.QueryAsync<int>("insert into sign_in_tries values ('\\x01', 6, now(), now())"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.QueryAsync<int>("insert into sign_in_tries values ('\\x01', 5, null, now())"));
    }

    [Fact]
    public async Task The_old_password_on_the_password_page_is_a_guess_too()
    {
        await browser.SignInAsync("unit");
        for (var i = 0; i < 5; i++)
            await browser.SubmitAsync("/account/password", ("old", $"wrong-{i}"), ("fresh", "Another-Horse-7"), ("again", "Another-Horse-7"));
        var refused = await browser.SubmitAsync("/account/password", ("old", IdentityApp.Password), ("fresh", "Another-Horse-7"), ("again", "Another-Horse-7"));
        Assert.Contains("已锁定", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
