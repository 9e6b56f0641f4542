using Governance.Identity.Keys;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Governance.Identity;

/// <summary>Takes up new signing keys every five minutes; once an hour removes tokens, sessions and counters that can no longer matter.</summary>
internal sealed partial class Housekeeping(IServiceScopeFactory scopes, SigningKeys keys, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(5);
    private const int RoundsBetweenSweeps = 12;

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Round, clock);
        for (var round = 1; await timer.WaitForNextTickAsync(stop); round++)
        {
            try
            {
                await keys.LoadAsync(stop);
                if (round % RoundsBetweenSweeps == 0) await SweepAsync(stop);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be away for a while; the keys in hand go on serving and the next round tries again.
                Failed(log, e);
            }
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var dayAgo = clock.GetUtcNow().AddDays(-1);     // longer than any session, so that a replayed token is still known as such
        await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(dayAgo, ct);
        await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(dayAgo, ct);
        await db.Sessions.Where(s => s.SignedInAt < dayAgo).ExecuteDeleteAsync(ct);
        await db.Tries.Where(t => t.LastAt < dayAgo).ExecuteDeleteAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping failed; the next round tries again")]
    private static partial void Failed(ILogger log, Exception e);
}
