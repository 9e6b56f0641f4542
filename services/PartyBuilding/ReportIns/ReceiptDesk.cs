using Google.Protobuf.WellKnownTypes;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

/// <summary>Receipts as the home organisation sees them: what lies at the community comes along by the receipt's right.</summary>
internal sealed class ReceiptDesk(PartyDb db, ReportInDesk desk)
{
    private const string ByReceipt = "a receipt tells the home organisation of its own member or unit";

    public DateTimeOffset Now => desk.Now;

    public async Task<List<Wire.Receipt>> OfAsync(IReadOnlyCollection<Receipt> rows, CancellationToken cancel)
    {
        var shown = await ShowAsync(rows, cancel);
        return [.. rows.Select(shown)];
    }

    /// <summary>How to show these: asked before a save, so that the answer is told of what was saved.</summary>
    public async Task<Func<Receipt, Wire.Receipt>> ShowAsync(IReadOnlyCollection<Receipt> rows, CancellationToken cancel)
    {
        var (ids, appraisalIds) = (rows.Select(r => r.ReportInId).Distinct().ToList(), rows.Where(r => r.AppraisalId is not null).Select(r => r.AppraisalId!.Value).ToList());
        var reported = await db.Everywhere<ReportIn>(ByReceipt).AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        var appraisals = await db.Everywhere<YearAppraisal>(ByReceipt).AsNoTracking().Where(a => appraisalIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var (faces, names) = (await desk.FacesAsync(reported.Values, cancel), await desk.NamesAsync([.. rows.Select(r => r.OrganizationId).Distinct()], cancel));
        return receipt => new Wire.Receipt
        {
            Id = receipt.Id.ToString(), Kind = (Wire.ReceiptKind)receipt.Kind, OrganizationId = receipt.OrganizationId.ToString(), OrganizationName = names[receipt.OrganizationId], ReportInId = receipt.ReportInId.ToString(),
            DivisionCode = reported[receipt.ReportInId].Area, DivisionName = faces[receipt.ReportInId].Division, MemberId = reported[receipt.ReportInId].MemberId?.ToString() ?? "", MemberNameMasked = faces[receipt.ReportInId].Name,
            Appraisal = receipt.AppraisalId is { } appraisal ? desk.Of(appraisals[appraisal]) : null, SendTime = receipt.SentAt.ToTimestamp(), AcknowledgeTime = receipt.AcknowledgedAt?.ToTimestamp(), Etag = Etag.Of(receipt.Version),
        };
    }

    /// <summary>Tells the home organisation of a report-in, once each of them: the member's own one as it is now, or the unit's.</summary>
    public async Task SendAsync(Guid reportInId, Guid? appraisalId, CancellationToken cancel)
    {
        var reported = await db.Everywhere<ReportIn>(ByReceipt).AsNoTracking().FirstAsync(r => r.Id == reportInId, cancel);
        var homeId = reported.OrganizationId ?? await db.Everywhere<Members.Member>(ByReceipt).Where(m => m.Id == reported.MemberId).Select(m => m.OrganizationId).FirstAsync(cancel);
        var home = await db.Everywhere<Organization>(ByReceipt).AsNoTracking().FirstAsync(o => o.Id == homeId, cancel);
        if (await db.Everywhere<Receipt>(ByReceipt).AnyAsync(r => r.ReportInId == reportInId && r.AppraisalId == appraisalId && r.OrganizationId == homeId, cancel)) return;
        db.Add(Receipt.Of(home, reportInId, appraisalId, Now));
        try
        {
            await db.SaveAsync(cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == ReceiptTable.Once)
        {
            // Told at the same moment by another event: it was done before.
        }
    }
}
