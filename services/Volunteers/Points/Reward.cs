using System.Security.Cryptography;
using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Points;

/// <summary>
/// Something that points are spent on. How many are taken is counted by the database, see <see cref="PointLedger"/>: the stock is how many there are in all, so that a clerk who sets it
/// while people redeem takes nobody's away.
/// </summary>
internal sealed class Reward : Aggregate
{
    private Reward() { }

    public Guid SchemeId { get; private init; }
    public string Name { get; private set; } = "";
    public int Cost { get; private set; }
    public int Stock { get; private set; }
    public int Taken { get; private init; }
    public DateOnly ValidUntil { get; private set; }

    public static Reward For(PointScheme scheme, string area, DateTimeOffset at) =>
        scheme.Spendable ? new Reward { Id = Guid.CreateVersion7(at), Area = area, SchemeId = scheme.Id } : throw RewardRefusals.NotSpendable();

    public void Set(string name, int cost, int stock, DateOnly validUntil) => (Name, Cost, Stock, ValidUntil) = (name, cost, stock, validUntil);

    /// <summary>Refuses unless somebody at home there may redeem it today.</summary>
    public void MustBeFor(string home, DateOnly today)
    {
        if (!home.StartsWith(Area, StringComparison.Ordinal)) throw RewardRefusals.Elsewhere();
        if (today > ValidUntil) throw RewardRefusals.Expired();
    }
}

internal enum RedemptionState { Ready = 1, Collected, Cancelled }

/// <summary>A reward that somebody has paid. It belongs where the volunteer is at home: there it is handed over.</summary>
internal sealed class Redemption : Aggregate, IOwned
{
    private Redemption() { }

    public Guid RewardId { get; private init; }
    public string RewardName { get; private init; } = "";
    public Guid AccountId { get; private init; }
    public Guid VolunteerId { get; private init; }
    public string? Owner { get; private init; }

    bool IOwned.OwnedAnywhere => true;

    public int Cost { get; private init; }

    /// <summary>Year of the balance that paid, to which a cancellation gives back.</summary>
    public int Year { get; private init; }

    /// <summary>Ten characters that nobody guesses.</summary>
    public string Code { get; private init; } = "";
    public RedemptionState State { get; private set; }
    public DateTimeOffset RedeemedAt { get; private init; }
    public DateTimeOffset? CollectedAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    public static Redemption Of(Reward reward, PointAccount account, int year, DateTimeOffset at)
    {
        var redemption = new Redemption
        {
            Id = Guid.CreateVersion7(at), Area = account.Area, RewardId = reward.Id, RewardName = reward.Name, AccountId = account.Id, VolunteerId = account.VolunteerId, Owner = account.Owner,
            Cost = reward.Cost, Year = year, Code = RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTVWXYZ", 10), State = RedemptionState.Ready, RedeemedAt = at,
        };
        redemption.Raise(new RewardRedeemed(redemption.Id, account.Area, reward.Id, account.Id, reward.Cost, at));
        return redemption;
    }

    public void Collect(DateTimeOffset at)
    {
        MustBeReady();
        (State, CollectedAt) = (RedemptionState.Collected, at);
    }

    public void Cancel(DateTimeOffset at)
    {
        MustBeReady();
        (State, CancelledAt) = (RedemptionState.Cancelled, at);
    }

    private void MustBeReady()
    {
        if (State != RedemptionState.Ready) throw RewardRefusals.Over();
    }
}
