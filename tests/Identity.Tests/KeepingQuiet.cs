using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Governance.Identity.Tests;

public sealed class KeepingQuiet(IdentityApp app) : IClassFixture<IdentityApp>
{
    [Fact]
    public async Task Even_the_debug_log_holds_no_password_secret_or_token()
    {
        using var log = new Everything();
        var browser = app.NewBrowser(app.StartReplica(log: log));
        await browser.SignInAsync("jinjiang", "Mistyped-Horse-1");
        var tokens = await browser.TokensForAsync("jinjiang");
        var refreshed = await browser.RefreshAsync(tokens.RefreshToken);
        await browser.SubmitAsync("/account/password", ("old", "Mistyped-Horse-1"), ("fresh", "Fresh-Horse-22"), ("again", "Fresh-Horse-22"));
        await browser.ClientTokenAsync("partner-map");
        await browser.ClientTokenAsync("partner-map", "Mistyped-secret-3");

        Assert.True(log.Lines.Count > 100);
        foreach (var secret in new[] { IdentityApp.Password, "Mistyped-Horse-1", "Fresh-Horse-22", IdentityApp.PartnerSecret, "Mistyped-secret-3", tokens.RefreshToken, refreshed.AccessToken })
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}

public sealed class TheDatabaseIsAway : IAsyncLifetime
{
    private readonly Postgres postgres = new();
    private IdentityApp app = null!;

    public async ValueTask InitializeAsync()
    {
        await postgres.InitializeAsync();
        app = new IdentityApp(postgres);
        await app.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await postgres.DisposeAsync();
    }

    [Fact]
    public async Task People_are_told_and_everything_works_again_when_it_is_back()
    {
        var browser = app.NewBrowser();
        await browser.SignInAsync("chengdu");
        await postgres.Servers.StopAsync(Servers.ServerKinds.Postgres);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/.well-known/jwks")).StatusCode);
        var request = new HttpRequestMessage(HttpMethod.Get, "/account/");
        request.Headers.Accept.ParseAdd("text/html");
        var page = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("服务暂时不可用", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var refused = await browser.ClientTokenAsync("partner-map");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (refused.Status, refused.Error));

        await postgres.Servers.StartAgainAsync(Servers.ServerKinds.Postgres);
        // A pooled connection from before may fail once.
        await UntilAsync(async () => (await browser.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK);
        await UntilAsync(async () => (await browser.GetAsync("/account/")).StatusCode == HttpStatusCode.OK);
        await UntilAsync(async () => (await browser.ClientTokenAsync("partner-map")).Status == HttpStatusCode.OK);
    }
    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        for (var tries = 0; !await reached(); tries++)
        {
            Assert.True(tries < 100);
            await Task.Delay(50);
        }
    }
}
