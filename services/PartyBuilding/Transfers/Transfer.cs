using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;

namespace Governance.PartyBuilding.Transfers;

internal enum TransferState { Issued = 1, Received, Rejected, Withdrawn, Expired }

/// <summary>
/// A letter that sends a member to another organisation. It belongs to the side that sends until the other side has answered it; both sides see it. One a member at a time, by a constraint. The member
/// does not move before it is received, so nothing is lost or doubled in between.
/// </summary>
internal sealed class Transfer : Aggregate
{
    private Transfer() { }

    public Guid MemberId { get; private init; }
    public Guid FromId { get; private init; }
    public Guid ToId { get; private init; }
    public string FromArea { get; private init; } = "";
    public string ToArea { get; private init; } = "";
    public TransferState State { get; private set; }
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was rejected, encrypted.</summary>
    public byte[]? SealedReason { get; private set; }

    public static Transfer Issue(Member member, Organization to, int days, DateTimeOffset at)
    {
        member.MustBeHere();
        if (to.Id == member.OrganizationId) throw TransferRefusals.SameOrganization();
        to.MustHaveMembers();
        return new Transfer
        {
            Id = Guid.CreateVersion7(at), Area = member.Area, MemberId = member.Id, FromId = member.OrganizationId, ToId = to.Id, FromArea = member.Area, ToArea = to.Area, State = TransferState.Issued, IssuedAt = at, ExpiresAt = at.AddDays(days),
        };
    }

    public void Receive(DateTimeOffset at) => End(TransferState.Received, ToArea, at);

    public void Reject(byte[] reason, DateTimeOffset at)
    {
        End(TransferState.Rejected, ToArea, at);
        SealedReason = reason;
    }

    public void Withdraw(DateTimeOffset at) => End(TransferState.Withdrawn, FromArea, at);

    /// <summary>False: it has ended otherwise, or its time has not come.</summary>
    public bool Expire(DateTimeOffset at)
    {
        if (State != TransferState.Issued || at < ExpiresAt) return false;
        (State, EndedAt) = (TransferState.Expired, at);
        return true;
    }

    // Whose answer it is needs rights at that side's end alone: the letter is that side's right.
    private void End(TransferState state, string side, DateTimeOffset at)
    {
        if (State != TransferState.Issued) throw TransferRefusals.HasEnded(State);
        if (at >= ExpiresAt) throw TransferRefusals.IsExpired();
        (State, EndedAt) = (state, at);
        if (side != Area) ArriveIn(side);
    }
}
