using Governance.Access;

namespace Governance.Volunteers.TimeBank;

internal enum AccountKind { Volunteer = 1, Pool, Issue, Hold }

/// <summary>
/// Minutes of a volunteer, of a county's pool, of a county's hold account, where minutes wait that an order has taken, or of its issue account, where minutes come from and go. One issue account for the province was rejected: everybody who earns
/// would wait for its row. The balance is moved by <see cref="Ledger"/> alone; that it never falls below zero is a constraint of the database.
/// </summary>
internal sealed class Account : IAreaScoped, IOwned
{
    public Guid Id { get; init; }
    public AccountKind Kind { get; init; }
    public required string Area { get; init; }
    public string? Owner { get; init; }
    public long Balance { get; init; }
    public bool Frozen { get; set; }

    /// <summary>When the clock last looked for minutes that expire; null = never.</summary>
    public DateTimeOffset? ExpiryCheckedAt { get; init; }

    /// <summary>A county's accounts have ids that everybody can work out: 510104 → 00000000-0000-7000-8002-000000510104.</summary>
    public static Guid Of(AccountKind kind, string area) => Guid.Parse($"00000000-0000-7000-800{(int)kind}-000000{area[..6]}");

    /// <summary>Which county's account an id is of; null for a volunteer's.</summary>
    public static (AccountKind Kind, string County)? CountyOf(Guid id) => id.ToString() is var text && text.StartsWith("00000000-0000-7000-800", StringComparison.Ordinal)
        ? ((AccountKind)(text[22] - '0'), text[^6..]) : null;
}

/// <summary>What counts in a division and below.</summary>
internal sealed class TimeRule : IAreaScoped
{
    public required string Area { get; init; }
    public long CapMinutes { get; set; }
    public int Percent { get; set; }
    public List<string> Kinds { get; set; } = [];

    /// <summary>Years of age from which minutes buy services; 0 = any.</summary>
    public int RedeemAge { get; set; }

    /// <summary>Months after which what was earned and not spent goes back to the issue account; 0 = never.</summary>
    public int ExpireMonths { get; set; }

    public long Earned(string kind, long minutes) => Kinds.Count == 0 || Kinds.Contains(kind) ? minutes * Percent / 100 : 0;
}
