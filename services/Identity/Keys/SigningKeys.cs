using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Governance.Identity.Keys;

/// <summary>
/// The RSA keys that sign tokens. All live keys are in the JWKS; the newest whose time has come signs. A new key waits
/// <see cref="Notice"/> before it signs, so that replicas and validators have it by then; an old one is published until no token it
/// signed can be alive.
/// </summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, KeySeal seal, TimeProvider clock)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    public static readonly TimeSpan Notice = TimeSpan.FromHours(1);
    public static readonly TimeSpan Farewell = TimeSpan.FromDays(1);

    private sealed record LiveKey(Guid Id, SigningCredentials Credentials);

    private LiveKey[] keys = [];                       // the signer first
    private CancellationTokenSource changed = new();

    public string? Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(changed.Token);

    public void Configure(OpenIddictServerOptions options)
    {
        options.SigningCredentials.AddRange(keys.Select(k => k.Credentials));
        // Codes and refresh tokens are encrypted. An ephemeral key, the usual advice, would bind a sign-in to one replica and one run.
        options.EncryptionCredentials.Add(new(new SymmetricSecurityKey(seal.Derive("token encryption")),
            SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    /// <summary>Reads the keys; called at start and every few minutes. Fails when there is none: `migrate` makes the first.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = clock.GetUtcNow();
        var stored = await db.Keys.AsNoTracking().Where(k => k.Kind == KeyKind.Signing).OrderByDescending(k => k.SignsFrom).ToListAsync(ct);
        // The very first key may come from a machine whose clock is ahead of this one: then it is the last and signs all the same.
        var signer = stored.FirstOrDefault(k => k.SignsFrom <= now) ?? stored.LastOrDefault()
            ?? throw new InvalidOperationException("There is no signing key. Run `migrate` first.");
        // Successor of k signs since more than Farewell: k is gone.
        var live = stored.Where((k, at) => at == 0 || stored[at - 1].SignsFrom + Farewell > now).Where(k => k != signer).Prepend(signer).ToArray();
        if (live.Select(k => k.Id).SequenceEqual(keys.Select(k => k.Id))) return;

        keys = [.. live.Select(k => keys.FirstOrDefault(known => known.Id == k.Id) ?? Open(k))];
        await Interlocked.Exchange(ref changed, new()).CancelAsync();
    }

    /// <summary>A new key; signs at once if it is the first, otherwise after <see cref="Notice"/>.</summary>
    public static StoredKey Create(KeySeal seal, DateTimeOffset now, bool first)
    {
        using var rsa = RSA.Create(3072);
        var id = Guid.CreateVersion7(now);
        var content = seal.Seal(id, rsa.ExportPkcs8PrivateKey());
        return new() { Id = id, Kind = KeyKind.Signing, CreatedAt = now, SignsFrom = first ? now : now + Notice, Content = content };
    }

    public void Dispose() => changed.Dispose();

    private LiveKey Open(StoredKey key)
    {
        var rsa = RSA.Create();                        // lives as long as the process; a request may be signing with it
        rsa.ImportPkcs8PrivateKey(seal.Open(key.Id, key.Content), out _);
        return new(key.Id, new(new RsaSecurityKey(rsa) { KeyId = key.Id.ToString("n") }, SecurityAlgorithms.RsaSha256));
    }
}
