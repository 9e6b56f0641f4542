using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Governance.Identity.Tests;

public sealed class Commands(IdentityApp app) : IClassFixture<IdentityApp>
{
    private readonly Browser browser = app.NewBrowser();

    private Task<List<string>> SnapshotAsync(string table, string columns) => app.QueryAsync<string>($"select concat_ws('|', {columns}) from {table} order by 1");

    [Fact]
    public async Task Seeding_and_migrating_twice_is_once()
    {
        async Task<List<string>> Everything() =>
        [
            .. await SnapshotAsync("users", "id, name, display_name, password_hash, roles::text, areas::text, unit"),
            .. await SnapshotAsync("clients", "id, client_id, client_secret, permissions, properties::jsonb, redirect_uris"),
            .. await SnapshotAsync("keys", "id, encode(content, 'hex')"),
        ];
        Command.Succeeded(await app.SeedAsync(IdentityApp.Samples));    // other scenarios of this class seed other files
        var before = await Everything();
        Command.Succeeded(await app.RunAsync("migrate"));
        Command.Succeeded(await app.SeedAsync(IdentityApp.Samples));
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task A_changed_sample_file_is_taken_over()
    {
        Command.Succeeded(await app.SeedAsync("""{"users":[{"name":"changing","displayName":"甲","password":"First-Horse-11","roles":["resident"],"areas":["510104017001"],"unit":null}]}"""));
        Command.Succeeded(await app.SeedAsync("""{"users":[{"name":"changing","displayName":"乙","password":"Second-Horse-22","roles":["grid-worker"],"areas":["510104017001"],"unit":null}]}"""));
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SignInAsync("changing", "First-Horse-11")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync("changing", "Second-Horse-22")).StatusCode);
        Assert.Equal(["{grid-worker}"], await app.QueryAsync<string>("select roles::text from users where name = 'changing'"));
    }

    [Fact]
    public async Task Seeding_is_refused_outside_Development()
    {
        var (exit, said) = await app.SeedAsync("""{"users":[{"name":"intruder","displayName":"x","password":"Some-Password-1"}]}""", "Production");
        Assert.Equal(2, exit);
        Assert.Contains("Development only", said, StringComparison.Ordinal);
        Assert.Empty(await app.QueryAsync<string>("select name from users where name = 'intruder'"));
    }

    [Fact]
    public async Task A_wrong_sample_file_is_told_whole_and_stores_nothing()
    {
        var (exit, said) = await app.SeedAsync("""
            {"users":[{"name":"Bad Name","displayName":"","password":"short","roles":["king"],"areas":["51x"],"unit":"?"},
                      {"name":"good","displayName":"好","password":"Good-Horse-123","roles":["resident"],"areas":["51"]}],
             "clients":[{"id":"c","secret":"s","agency":"","scopes":["all"],"areas":["abc"]}]}
            """);
        Assert.Equal(2, exit);
        foreach (var wrong in new[] { "Bad Name", "display name", "king", "51x", "\"?\"", "password of", "agency", "scope \"all\"", "abc", "secret of" })
            Assert.Contains(wrong, said, StringComparison.Ordinal);
        Assert.DoesNotContain("short", said, StringComparison.Ordinal);
        Assert.Empty(await app.QueryAsync<string>("select name from users where name = 'good'"));
        Assert.Equal(2, (await app.SeedAsync("{ not json")).Exit);
    }

    [Fact]
    public async Task A_production_user_starts_with_a_one_time_password()
    {
        var once = Command.Succeeded(await app.RunAsync("user", "Wang.Fang", "--display-name", "王芳", "--role", "town-clerk", "--area", "510104017"));
        var (verifier, challenge) = Browser.NewProof();
        var page = (await browser.GetAsync(Browser.AuthorizeUrl(challenge))).Headers.Location!.ToString();
        var signedIn = await browser.SignInAsync("wang.fang", once, page);
        var toPassword = await browser.GetAsync(signedIn.Headers.Location!.ToString());
        Assert.StartsWith("/account/password?returnUrl=", toPassword.Headers.Location!.ToString(), StringComparison.Ordinal);

        var form = toPassword.Headers.Location.ToString();
        foreach (var (fresh, why) in new[] { ("short", "密码长度"), ("alllowercaseletters", "至少三种"), ("Wang.Fang-12345", "不能包含用户名"), ("Aa1Aa1Aa1Aa1", "重复"), (once, "不能与原密码相同") })
        {
            var refused = await browser.SubmitAsync(form, ("old", once), ("fresh", fresh), ("again", fresh));
            Assert.Contains(why, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        var changed = await browser.SubmitAsync(form, ("old", once), ("fresh", "Own-Horse-2027"), ("again", "Own-Horse-2027"));
        var tokens = await browser.RedeemAsync(await browser.CodeAsync(changed.Headers.Location!.ToString()), verifier);
        Assert.Equal("王芳", new JsonWebToken(tokens.AccessToken).GetClaim("name").Value);

        // Without --reset the password stays, whatever else changes.
        Assert.Equal("", Command.Succeeded(await app.RunAsync("user", "wang.fang", "--role", "auditor", "--area", "510104")));
        Assert.Equal(HttpStatusCode.Redirect, (await app.NewBrowser().SignInAsync("wang.fang", "Own-Horse-2027")).StatusCode);
    }

    [Fact]
    public async Task A_production_client_gets_a_secret_once()
    {
        var secret = Command.Succeeded(await app.RunAsync("client", "city-brain", "--agency", "城市大脑", "--scope", "grid.map.read", "--area", "5101"));
        Assert.Equal(HttpStatusCode.OK, (await browser.ClientTokenAsync("city-brain", secret)).Status);
        Assert.Equal("", Command.Succeeded(await app.RunAsync("client", "city-brain", "--agency", "城市大脑", "--scope", "grid.calls.read", "--area", "5101")));
        var answer = await browser.ClientTokenAsync("city-brain", secret);
        Assert.Equal("grid.calls.read", answer.Json.TryGetProperty("scope", out var scope) ? scope.GetString() : new JsonWebToken(answer.AccessToken).GetClaim("scope").Value);
    }

    [Fact]
    public async Task A_client_of_a_service_has_the_secret_that_both_are_given()
    {
        var secret = new string('s', 32);
        string[] put = ["client", "asking", "--agency", "志愿服务", "--scope", "party.reportins.reveal", "--area", "51", "--secret-setting", "Clients:asking"];
        Assert.Equal(2, (await app.RunAsync(put)).Exit);
        Assert.Equal(2, (await app.RunAsync([("Clients:asking", "short")], put)).Exit);
        // Every upgrade says it again; it is told to nobody.
        for (var times = 0; times < 2; times++) Assert.Equal("", Command.Succeeded(await app.RunAsync([("Clients:asking", secret)], put)));
        Assert.Equal(HttpStatusCode.OK, (await browser.ClientTokenAsync("asking", secret)).Status);
        // Rotated by another value.
        Command.Succeeded(await app.RunAsync([("Clients:asking", new string('t', 32))], put));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ClientTokenAsync("asking", secret)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.ClientTokenAsync("asking", new string('t', 32))).Status);
    }

    [Fact]
    public async Task Nonsense_is_refused_with_the_usage()
    {
        Assert.Equal(2, (await app.RunAsync("frobnicate")).Exit);
        Assert.Equal(2, (await app.RunAsync("user", "x", "--rool", "auditor")).Exit);
        Assert.Equal(2, (await app.RunAsync("user", "x", "--role", "king")).Exit);
        Assert.Contains("migrate", Command.Succeeded(await app.RunAsync("--help")), StringComparison.Ordinal);
    }
}
