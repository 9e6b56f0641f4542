using Governance.Access;
using Governance.Messaging;

namespace Governance.Welfare.Cases;

internal enum ReferralState { Offered = 1, Accepted, Rejected, Revoked, Ended }
internal enum SharedClass { Identity = 1, Contacts, HealthNotes, Assessments, Plan, Notes, Consents }

/// <summary>A case is offered to another unit, which sees what was shared from its acceptance until it is revoked or ends. One a case and unit at a time, by a constraint.</summary>
internal sealed class CaseReferral : Aggregate, IUnitBound
{
    private CaseReferral() { }

    public Guid CaseId { get; private init; }
    public string? Unit { get; private init; }
    public List<int> Shared { get; private init; } = [];
    public ReferralState State { get; private set; }

    /// <summary>Encrypted.</summary>
    public byte[] Reason { get; private init; } = [];

    /// <summary>Encrypted.</summary>
    public byte[]? Answer { get; private set; }
    public DateTimeOffset OfferedAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static CaseReferral Offer(Case found, string unit, List<int> shared, byte[] reason, DateTimeOffset at)
    {
        found.MustBeUnderWay();
        return new() { Id = Guid.CreateVersion7(at), Area = found.Area, CaseId = found.Id, Unit = unit, Shared = shared, Reason = reason, State = ReferralState.Offered, OfferedAt = at };
    }

    public void Accept()
    {
        MustBe(ReferralState.Offered);
        State = ReferralState.Accepted;
    }

    public void Reject(byte[] answer, DateTimeOffset at)
    {
        MustBe(ReferralState.Offered);
        (State, Answer, EndedAt) = (ReferralState.Rejected, answer, at);
    }

    public void Revoke(DateTimeOffset at)
    {
        if (State is not (ReferralState.Offered or ReferralState.Accepted)) throw ReferralRefusals.NotThere(State);
        (State, EndedAt) = (ReferralState.Revoked, at);
    }

    /// <summary>The case was closed.</summary>
    public void End(DateTimeOffset at) => (State, EndedAt) = (ReferralState.Ended, at);

    public void MustBe(ReferralState state)
    {
        if (State != state) throw ReferralRefusals.NotThere(State);
    }
}
