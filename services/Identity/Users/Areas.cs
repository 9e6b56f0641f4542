using System.Text.Json;
using Governance.Events.Grid.V1;
using Governance.Identity.Tokens;
using Governance.Map;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Governance.Identity.Users;

/// <summary>
/// Where people and clients may act, when communities are reorganised: a code that is retired gives way to the one that takes over, of a grid to the grid as which it goes on. Tokens are made from it
/// anew at each refresh, so it holds after 15 minutes (clients: 30) at the latest. The same news again finds nothing left to change; what comes late, since later news overtook it,
/// leads on to where the later has led.
/// </summary>
internal sealed class Areas(IdentityDb db, MovedCommunities moved, IOpenIddictApplicationManager applications, TimeProvider clock)
{
    public async Task FollowAsync(CommunitiesReorganized told, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (former, successors) = await moved.FollowAsync(told, cancel);
        var to = former.Zip(successors).ToDictionary(m => m.First, m => m.Second, StringComparer.Ordinal);
        foreach (var user in await db.Users.Where(u => u.Areas.Any(a => former.Contains(a))).ToListAsync(cancel))
        {
            user.Areas = Followed(user.Areas, to);
            db.Add(AuditEntry.Of(AuditKind.AreasFollowed, now, user.Id, null, null));
        }
        await db.SaveChangesAsync(cancel);
        // All first: the connection gives one answer at a time.
        var clients = new List<object>();
        await foreach (var client in applications.ListAsync(cancellationToken: cancel)) clients.Add(client);
        foreach (var client in clients)
        {
            var stored = new OpenIddictApplicationDescriptor();
            await applications.PopulateAsync(stored, client, cancel);
            if (!stored.Properties.TryGetValue(Principals.Areas, out var held)) continue;
            string[] areas = [.. held.EnumerateArray().Select(a => a.GetString()!)];
            if (!areas.Any(to.ContainsKey)) continue;
            // The stored secret is a hash; handing it back unchanged keeps it.
            stored.Properties[Principals.Areas] = JsonSerializer.SerializeToElement(Followed(areas, to));
            await applications.UpdateAsync(client, stored, cancel);
            db.Add(AuditEntry.Of(AuditKind.AreasFollowed, now, null, stored.ClientId, null));
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string[] Followed(string[] areas, Dictionary<string, string> to) => [.. areas.Select(a => to.GetValueOrDefault(a, a)).Distinct()];
}
