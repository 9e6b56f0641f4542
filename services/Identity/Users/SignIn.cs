using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Identity.Users;

/// <summary>Either a session, or the sentence that tells the person why not.</summary>
internal readonly record struct SignInAnswer(Session? Session, string? Refusal);

/// <summary>The one place where a password is looked at.</summary>
internal sealed class SignIn(IdentityDb db, PasswordHasher<User> hasher, TimeProvider clock)
{
    public const string Locked = "密码错误次数过多，该账号已锁定 15 分钟，请稍后再试";

    // Verified when the user does not exist, so that the answer takes as long as for one who does.
    private static string? decoy;

    public async Task<SignInAnswer> TryAsync(string name, string password, string? client, IPAddress? address, CancellationToken ct)
    {
        name = name.Trim().ToLowerInvariant();
        var now = clock.GetUtcNow();
        var user = await db.Users.SingleOrDefaultAsync(u => u.Name == name, ct);
        if (await SignInTries.TakeAsync(db, name, now, ct) is not { } number) return await Refuse(AuditKind.RefusedLocked, Locked);

        // From here on the request cannot be cancelled: a caller who hangs up would get a look without leaving a trace.
        decoy ??= hasher.HashPassword(null!, "decoy");
        var verdict = hasher.VerifyHashedPassword(user!, user?.PasswordHash ?? decoy, password);
        if (user is null || verdict == PasswordVerificationResult.Failed)
        {
            var kind = number == SignInTries.Limit ? AuditKind.LockedOut : user is null ? AuditKind.UnknownUser : AuditKind.WrongPassword;
            return await Refuse(kind, number == SignInTries.Limit ? Locked : $"用户名或密码不正确，还可尝试 {SignInTries.Limit - number} 次");
        }
        if (user.Disabled) return await Refuse(AuditKind.RefusedDisabled, "该账号已停用，请联系管理员");

        if (verdict == PasswordVerificationResult.SuccessRehashNeeded) user.PasswordHash = hasher.HashPassword(user, password);
        var session = new Session { Id = Guid.CreateVersion7(now), UserId = user.Id, User = user, SignedInAt = now };
        db.Add(session);
        db.Add(AuditEntry.Of(AuditKind.SignedIn, now, user.Id, client, address));
        await db.SaveChangesAsync(CancellationToken.None);
        await SignInTries.ForgiveAsync(db, name);
        return new(session, null);

        async Task<SignInAnswer> Refuse(AuditKind kind, string sentence)
        {
            db.Add(AuditEntry.Of(kind, now, user?.Id, client, address));
            await db.SaveChangesAsync(CancellationToken.None);
            return new(null, sentence);
        }
    }

    public async Task SignOutAsync(Session session, IPAddress? address)
    {
        session.EndedAt = clock.GetUtcNow();
        db.Add(AuditEntry.Of(AuditKind.SignedOut, session.EndedAt.Value, session.UserId, null, address));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Changes the password; every other session of this person ends. Returns the sentence why not, or null.</summary>
    public async Task<string?> ChangePasswordAsync(Session session, string old, string fresh, IPAddress? address, CancellationToken ct)
    {
        var (user, now) = (session.User, clock.GetUtcNow());
        // The old password is a guess like any other: it takes a try.
        if (await SignInTries.TakeAsync(db, user.Name, now, ct) is not { } number) return Locked;
        if (hasher.VerifyHashedPassword(user, user.PasswordHash, old) == PasswordVerificationResult.Failed)
        {
            db.Add(AuditEntry.Of(number == SignInTries.Limit ? AuditKind.LockedOut : AuditKind.WrongPassword, now, user.Id, null, address));
            await db.SaveChangesAsync(CancellationToken.None);
            return number == SignInTries.Limit ? Locked : "原密码不正确";
        }
        await SignInTries.ForgiveAsync(db, user.Name);
        if (old == fresh) return "新密码不能与原密码相同";
        if (PasswordRules.Refusal(fresh, user.Name) is { } refusal) return refusal;

        user.PasswordHash = hasher.HashPassword(user, fresh);
        user.MustChangePassword = false;
        db.Add(AuditEntry.Of(AuditKind.PasswordChanged, now, user.Id, null, address));
        await db.SaveChangesAsync(CancellationToken.None);
        await db.Sessions.Where(s => s.UserId == user.Id && s.Id != session.Id && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), CancellationToken.None);
        return null;
    }
}
