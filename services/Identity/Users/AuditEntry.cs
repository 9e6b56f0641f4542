using System.Net;

namespace Governance.Identity.Users;

internal enum AuditKind
{
    SignedIn, WrongPassword, UnknownUser, LockedOut, RefusedLocked, RefusedDisabled, SignedOut, PasswordChanged, ClientToken, ClientRefused, GrantRefused, AreasFollowed,
}

/// <summary>Who signed in, or tried to. Insert-only: a trigger refuses update, delete and truncate. Never holds what was typed.</summary>
internal sealed class AuditEntry
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AuditKind Kind { get; init; }
    public Guid? UserId { get; init; }
    public string? Client { get; init; }
    public string? Address { get; init; }

    public static AuditEntry Of(AuditKind kind, DateTimeOffset at, Guid? user, string? client, IPAddress? address) => new()
    {
        Id = Guid.CreateVersion7(at),
        At = at,
        Kind = kind,
        UserId = user,
        Client = client is { Length: > 100 } ? client[..100] : client,
        Address = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString(),
    };
}
