using Governance.Access;
using Governance.Messaging;

namespace Governance.Volunteers.Points;

/// <summary>A volunteer who takes part in a scheme: opt-in, by joining. It belongs where the volunteer is at home. One for each scheme and volunteer, by a constraint.</summary>
internal sealed class PointAccount : Aggregate, IOwned
{
    private PointAccount() { }

    public Guid SchemeId { get; private init; }
    public Guid VolunteerId { get; private init; }

    /// <summary>Subject of the volunteer's token.</summary>
    public string? Owner { get; private set; }

    // The volunteer's home decides, not where the token says.
    bool IOwned.OwnedAnywhere => true;

    public DateTimeOffset JoinedAt { get; private set; }
    public DateTimeOffset? LeftAt { get; private set; }

    public static PointAccount Join(PointScheme scheme, Guid volunteerId, string home, string? owner, DateTimeOffset at)
    {
        scheme.MustHoldIn(home);
        return new PointAccount { Id = Guid.CreateVersion7(at), Area = home, SchemeId = scheme.Id, VolunteerId = volunteerId, Owner = owner, JoinedAt = at };
    }

    /// <summary>Comes back to what was left.</summary>
    public void Rejoin(PointScheme scheme, string? owner, DateTimeOffset at)
    {
        if (LeftAt is null) throw PointRefusals.JoinedAlready();
        scheme.MustHoldIn(Area);
        (Owner, JoinedAt, LeftAt) = (owner, at, null);
    }

    public void Leave(DateTimeOffset at)
    {
        MustBeJoined();
        LeftAt = at;
    }

    public void MustBeJoined()
    {
        if (LeftAt is not null) throw PointRefusals.NotJoined();
    }
}

/// <summary>
/// Points of an account in a year, or in year 0 where the scheme does not reset. Moved by <see cref="PointLedger"/> alone; that the balance never falls below zero is a constraint
/// of the database. The standing is the sum of all deeds, spent or not.
/// </summary>
internal sealed class PointBalance : IAreaScoped
{
    public Guid AccountId { get; init; }
    public int Year { get; init; }
    public Guid SchemeId { get; init; }
    public required string Area { get; init; }
    public long Balance { get; init; }
    public long Standing { get; init; }
}
