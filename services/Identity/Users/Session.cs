using Microsoft.EntityFrameworkCore;

namespace Governance.Identity.Users;

/// <summary>
/// One sign-in of one person. The cookie and every refresh token name it, so signing out, a changed password or a disabled account
/// ends them at once, on every replica, including a copy that was stolen.
/// </summary>
internal sealed class Session
{
    /// <summary>Idle limit of the sign-in cookie; every request renews it.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    /// <summary>A working day. No refreshing carries a sign-in beyond it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public User User { get; init; } = null!;
    public required DateTimeOffset SignedInAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }

    public static Task<Session?> LiveAsync(IdentityDb db, string? id, DateTimeOffset now, CancellationToken ct) =>
        Guid.TryParse(id, out var key)
            ? db.Sessions.Include(s => s.User).SingleOrDefaultAsync(s => s.Id == key && s.EndedAt == null && s.SignedInAt > now - Longest && !s.User.Disabled, ct)
            : Task.FromResult<Session?>(null);

    public static Task<int> EndAllAsync(IdentityDb db, Guid userId, DateTimeOffset now) =>
        db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
}
