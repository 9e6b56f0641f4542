using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Governance.Identity.Users;

/// <summary>
/// The failed tries for one user name. A try is taken BEFORE the password is looked at, in one statement that locks the row, so fifty
/// passwords sent at once get five looks and no more. Counting after the look (as ASP.NET Core Identity does) lets all fifty through.
/// Unknown names are counted alike, or the lock itself would tell which names exist. Names are kept as hashes: people type passwords
/// into the name field.
/// </summary>
internal sealed class SignInTries
{
    public const int Limit = 5;
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    public required byte[] NameHash { get; init; }
    public int Failures { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Takes a try: its number from 1 to 5, or null when the name is locked.</summary>
    public static async Task<int?> TakeAsync(IdentityDb db, string name, DateTimeOffset now, CancellationToken ct)
    {
        // The application's clock, not the database's: the replicas' clocks may differ by a moment, which is nothing against 15 minutes.
        var taken = await db.Database.SqlQuery<int>($"""
            insert into sign_in_tries as t (name_hash, failures, locked_until, last_at) values ({Hash(name)}, 1, null, {now})
            on conflict (name_hash) do update set
              failures = case when t.locked_until is null then t.failures + 1 else 1 end,
              locked_until = case when t.locked_until is null and t.failures + 1 = {Limit} then {now + LockTime} end,
              last_at = {now}
            where t.locked_until is null or t.locked_until <= {now}
            returning failures
            """).ToListAsync(ct);
        return taken is [var number] ? number : null;
    }

    public static Task ForgiveAsync(IdentityDb db, string name)
    {
        var hash = Hash(name);
        return db.Tries.Where(t => t.NameHash == hash).ExecuteDeleteAsync();
    }

    private static byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(name));
}
