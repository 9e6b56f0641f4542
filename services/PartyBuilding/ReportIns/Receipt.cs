using Governance.Messaging;
using Governance.PartyBuilding.Organizations;

namespace Governance.PartyBuilding.ReportIns;

internal enum ReceiptKind { ReportIn = 1, Appraisal }

/// <summary>What a home organisation is told. It belongs where the home organisation does, so whoever keeps that one sees and acknowledges it, without rights at the community.</summary>
internal sealed class Receipt : Aggregate
{
    private Receipt() { }

    public ReceiptKind Kind { get; private init; }
    public Guid OrganizationId { get; private set; }
    public Guid ReportInId { get; private init; }
    public Guid? AppraisalId { get; private init; }
    public DateTimeOffset SentAt { get; private init; }
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public static Receipt Of(Organization home, Guid reportInId, Guid? appraisalId, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at), Area = home.Area, Kind = appraisalId is null ? ReceiptKind.ReportIn : ReceiptKind.Appraisal, OrganizationId = home.Id, ReportInId = reportInId, AppraisalId = appraisalId, SentAt = at,
    };

    public void Acknowledge(DateTimeOffset at) => AcknowledgedAt ??= at;

    /// <summary>The home organisation was merged: what it was told is the successor's.</summary>
    public void GoOver(Organization successor) => (OrganizationId, Area) = (successor.Id, successor.Area);
}
