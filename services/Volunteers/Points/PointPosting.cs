using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Points;

internal enum PointPostingKind { Deed = 1, Reverse, Redeem, Return }

/// <summary>Points given or taken. Insert-only. It belongs where the volunteer was at home then, so that a town's figures stay what they were.</summary>
internal sealed class PointPosting : Aggregate, IOwned
{
    private PointPosting() { }

    public Guid AccountId { get; private init; }
    public Guid SchemeId { get; private init; }
    public Guid VolunteerId { get; private init; }
    public string? Owner { get; private init; }

    bool IOwned.OwnedAnywhere => true;

    public PointPostingKind Kind { get; private init; }
    public string DeedCode { get; private init; } = "";

    /// <summary>Of the deed, or of the reward, as it was called then.</summary>
    public string Name { get; private init; } = "";
    public int Points { get; private init; }
    public int Minutes { get; private init; }
    public DateOnly Day { get; private init; }

    /// <summary>Year of the balance that it moves; 0 in a scheme that does not reset.</summary>
    public int Year { get; private init; }
    public string Evidence { get; private init; } = "";
    public Guid? RecordId { get; private init; }
    public Guid? Reverses { get; private init; }
    public Guid? RedemptionId { get; private init; }
    public string PostedBy { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    public static PointPosting Deed(PointAccount account, PointScheme scheme, PointDeed deed, DateOnly day, int minutes, string evidence, string by, DateTimeOffset at, Guid? recordId = null) =>
        new PointPosting
        {
            Id = Guid.CreateVersion7(at), Area = account.Area, AccountId = account.Id, SchemeId = scheme.Id, VolunteerId = account.VolunteerId, Owner = account.Owner, Kind = PointPostingKind.Deed,
            DeedCode = deed.Code, Name = deed.Name, Points = deed.Worth(minutes), Minutes = minutes, Day = day, Year = scheme.YearOf(day), Evidence = evidence, RecordId = recordId, PostedBy = by, At = at,
        }.Post();

    /// <summary>Takes a deed back out of the year that it was given for.</summary>
    /// <param name="points">What is taken: all of it, or what is left where some was spent.</param>
    /// <param name="account">Where the volunteer is now.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">When.</param>
    public PointPosting Reverse(int points, PointAccount account, string reason, string by, DateTimeOffset at)
    {
        if (Kind != PointPostingKind.Deed) throw PointRefusals.NotADeed();
        return new PointPosting
        {
            Id = Guid.CreateVersion7(at), Area = account.Area, AccountId = AccountId, SchemeId = SchemeId, VolunteerId = VolunteerId, Owner = account.Owner, Kind = PointPostingKind.Reverse,
            DeedCode = DeedCode, Name = Name, Points = -points, Minutes = Minutes, Day = Day, Year = Year, Evidence = reason, Reverses = Id, PostedBy = by, At = at,
        }.Post();
    }

    /// <summary>Pays a redemption, or gives it back.</summary>
    public static PointPosting For(Redemption redemption, PointAccount account, PointPostingKind kind, string by, DateTimeOffset at) => new PointPosting
    {
        Id = Guid.CreateVersion7(at), Area = account.Area, AccountId = account.Id, SchemeId = account.SchemeId, VolunteerId = account.VolunteerId, Owner = account.Owner, Kind = kind,
        Name = redemption.RewardName, Points = kind == PointPostingKind.Redeem ? -redemption.Cost : redemption.Cost, Day = Rpc.ChinaTime.DateOf(at), Year = redemption.Year,
        RedemptionId = redemption.Id, PostedBy = by, At = at,
    }.Post();

    private PointPosting Post()
    {
        // The account and not the volunteer: who may not see an account learns from the stream nothing about anybody, red or black.
        Raise(new PointsPosted(Id, Area, AccountId, SchemeId, Kind.ToString(), DeedCode.Length > 0 ? DeedCode : null, Points, Reverses, RedemptionId, At));
        return this;
    }
}
