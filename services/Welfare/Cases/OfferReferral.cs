using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class OfferReferral(WelfareDb db, CaseDesk desk, ReferralDesk referrals, CaseRows rows, CaseWire wire)
{
    public async Task<Wire.CaseReferral> Handle(Wire.OfferReferralRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("case_id", request.CaseId, out var id).Text("unit", request.Unit, 20).Text("reason", request.Reason, 500, min: 4);
        var shared = ShareWire.Read(check, request.Shared, min: 1);
        check.That(!request.Shared.Contains(Wire.SharedClass.Consents), "shared", "NOT_FOR_UNITS", "知情同意不向其他单位提供").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(id, cancel);
        var found = await desk.FindAsync(id, cancel);
        found.MustBeUnderWay();
        await referrals.MustConsentAsync(await referrals.IdsOfAsync(found.PersonId!.Value, cancel), cancel);
        var referral = CaseReferral.Offer(found, request.Unit, shared, wire.SealReason(request.Reason), desk.Me.At);
        db.Add(referral);
        try
        {
            var reply = await referrals.SaveAsync(referral, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CaseReferralTable.OneAtATime)
        {
            throw ReferralRefusals.UnderWay();
        }
    }
}
