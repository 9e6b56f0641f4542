namespace Governance.Identity.Keys;

internal enum KeyKind { Signing, DataProtection }

/// <summary>A key that all replicas share, sealed with the key-encryption key: a stolen database backup signs no token and forges no cookie.</summary>
internal sealed class StoredKey
{
    public required Guid Id { get; init; }
    public required KeyKind Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Signing keys: from when it signs. Until then it is only published, so that every validator knows it in time.</summary>
    public required DateTimeOffset SignsFrom { get; init; }
    public required byte[] Content { get; init; }
}
