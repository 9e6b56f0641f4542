using Governance.Access;
using Governance.Servers;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Governance.Foundation.Tests;

public sealed class RememberingTokens : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private TestTokens tokens = null!;

    public async ValueTask InitializeAsync() => tokens = await TestTokens.StartAsync();

    public ValueTask DisposeAsync() => tokens.DisposeAsync();

    /// <summary>Rules that every token meets, and rules that none meets: who passes under the second was remembered.</summary>
    private TokenValidationParameters Rules(bool met) => new()
    {
        ValidIssuer = tokens.Issuer,
        ValidAudience = met ? TestTokens.Audience : "nobody",
        RequireSignedTokens = false,
        SignatureValidator = (text, _) => new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(text),
    };

    private async Task<bool> Good(RememberedTokens memory, string token, bool met) => (await memory.ValidateTokenAsync(token, Rules(met))).IsValid;

    [Fact]
    public async Task Good_token_is_remembered_for_a_minute()
    {
        var memory = new RememberedTokens(clock);
        var token = tokens.Create("a");
        Assert.True(await Good(memory, token, met: true));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(await Good(memory, token, met: false));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await Good(memory, token, met: false));
    }

    [Fact]
    public async Task Never_beyond_its_expiry()
    {
        var memory = new RememberedTokens(clock);
        var token = tokens.Create("a", expiresIn: TimeSpan.FromSeconds(20));
        Assert.True(await Good(memory, token, met: true));
        Assert.True(await Good(memory, token, met: false));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.False(await Good(memory, token, met: false));
    }

    [Fact]
    public async Task Refusal_and_other_tokens_are_not_remembered()
    {
        var memory = new RememberedTokens(clock);
        var token = tokens.Create("a");
        Assert.False(await Good(memory, token, met: false));
        Assert.True(await Good(memory, token, met: true));
        Assert.False(await Good(memory, tokens.Create("b"), met: false));
        Assert.False(await Good(memory, token[..^4] + "AAAA", met: false));
    }
}
