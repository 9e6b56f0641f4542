using Governance.Messaging;

namespace Governance.Welfare.Cases;

internal enum CaseTransferState { Offered = 1, Accepted, Rejected, Revoked }

/// <summary>
/// A case and its person go to another area. It belongs to the side that sends until the other side has answered it; both sides see it, and to the sender it is the stub of what has gone.
/// One a case at a time, by a constraint. The case is one row that moves when it is accepted, so nothing is lost or doubled in between.
/// </summary>
internal sealed class CaseTransfer : Aggregate
{
    private CaseTransfer() { }

    public Guid CaseId { get; private init; }
    public string FromArea { get; private init; } = "";
    public string ToArea { get; private init; } = "";
    public List<int> Shared { get; private init; } = [];
    public CaseTransferState State { get; private set; }

    /// <summary>Encrypted.</summary>
    public byte[] Reason { get; private init; } = [];

    /// <summary>Encrypted.</summary>
    public byte[]? Answer { get; private set; }
    public DateTimeOffset OfferedAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static CaseTransfer Offer(Case found, string to, List<int> shared, byte[] reason, DateTimeOffset at)
    {
        found.MustBeUnderWay();
        return new() { Id = Guid.CreateVersion7(at), Area = found.Area, CaseId = found.Id, FromArea = found.Area, ToArea = to, Shared = shared, Reason = reason, State = CaseTransferState.Offered, OfferedAt = at };
    }

    public void Accept(DateTimeOffset at) => End(CaseTransferState.Accepted, ToArea, at);

    public void Reject(byte[] answer, DateTimeOffset at)
    {
        End(CaseTransferState.Rejected, ToArea, at);
        Answer = answer;
    }

    public void Revoke(DateTimeOffset at) => End(CaseTransferState.Revoked, FromArea, at);

    public void MustBeOffered()
    {
        if (State != CaseTransferState.Offered) throw TransferRefusals.HasEnded(State);
    }

    // Whose answer it is needs rights at that side's end alone.
    private void End(CaseTransferState state, string side, DateTimeOffset at)
    {
        MustBeOffered();
        (State, EndedAt) = (state, at);
        if (side != Area) ArriveIn(side);
    }
}
