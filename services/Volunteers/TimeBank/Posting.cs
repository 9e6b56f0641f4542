using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.TimeBank;

internal enum PostingKind { Earn = 1, Give, Donate, Spend, Reverse, Hold, Release, Expire }

/// <summary>Minutes moved from one account to another. Insert-only.</summary>
internal sealed class Posting : Aggregate, IOwned
{
    private Posting() { }

    /// <summary>Subject of the volunteer out of whose account they gave; null for all else.</summary>
    public string? Owner { get; private init; }

    /// <summary>Who has moved house gives at once, though the token still names the old community.</summary>
    bool IOwned.OwnedAnywhere => true;

    public PostingKind Kind { get; private init; }
    public Guid FromId { get; private init; }
    public Guid ToId { get; private init; }
    public long Minutes { get; private init; }
    public string Reason { get; private init; } = "";
    public Guid? Reverses { get; private init; }
    public Guid? RecordId { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static Posting Of(PostingKind kind, string area, Guid from, Guid to, long minutes, string reason, DateTimeOffset at, Guid? recordId = null, Guid? reverses = null, string? owner = null)
    {
        var posting = new Posting { Id = Guid.CreateVersion7(at), Area = area, Owner = owner, Kind = kind, FromId = from, ToId = to, Minutes = minutes, Reason = reason, RecordId = recordId, Reverses = reverses, At = at };
        posting.Raise(new TimePosted(posting.Id, area, kind.ToString(), from, to, minutes, reverses, at));
        return posting;
    }

    public Posting Reverse(string reason, DateTimeOffset at) =>
        Reverses is not null ? throw TimeBankRefusals.IsReversal() : Kind is PostingKind.Hold or PostingKind.Release or PostingKind.Spend ? throw TimeBankRefusals.OfAnOrder() : Of(PostingKind.Reverse, Area, ToId, FromId, Minutes, reason, at, reverses: Id);
}
