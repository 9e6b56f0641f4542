using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Governance.Access;

/// <summary>
/// Remembers for a minute that a token was found good: a caller sends the same one with every call, and checking its signature is a fifth of
/// what a call costs here. Never beyond its expiry; a refusal is never remembered. A signing key that is withdrawn lives a minute longer.
/// </summary>
internal sealed class RememberedTokens(TimeProvider clock) : JsonWebTokenHandler
{
    private const int AtMost = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (TokenValidationResult Verdict, DateTimeOffset Until)> verdicts = new(StringComparer.Ordinal);

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        verdicts.TryGetValue(token, out var known) && clock.GetUtcNow() < known.Until ? Task.FromResult(known.Verdict) : JudgeAsync(token, validationParameters);

    private async Task<TokenValidationResult> JudgeAsync(string token, TokenValidationParameters rules)
    {
        var verdict = await base.ValidateTokenAsync(token, rules);
        if (!verdict.IsValid)
            return verdict;
        // Everything at once: the cost is one more check per caller, and no list of ages has to be kept.
        if (verdicts.Count >= AtMost)
            verdicts.Clear();
        var (expiry, remembered) = (new DateTimeOffset(verdict.SecurityToken.ValidTo, TimeSpan.Zero), clock.GetUtcNow() + Memory);
        verdicts[token] = (verdict, expiry < remembered ? expiry : remembered);
        return verdict;
    }
}
