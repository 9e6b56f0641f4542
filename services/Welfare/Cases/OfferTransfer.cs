using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class OfferTransfer(WelfareDb db, CaseDesk desk, ReferralDesk referrals, PersonDesk people, CaseRows rows, CaseWire wire, ShareWire shares)
{
    public async Task<Wire.CaseTransfer> Handle(Wire.OfferTransferRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("case_id", request.CaseId, out var id).Text("reason", request.Reason, 500, min: 4);
        var shared = ShareWire.Read(check, request.Shared, min: 0);
        await people.CheckHomeAsync(check, request.ToDivisionCode, cancel, "to_division_code");
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync(id, cancel);
        var found = await desk.FindAsync(id, cancel);
        new Check().That(found.Area != request.ToDivisionCode, "to_division_code", "THE_SAME", "个案已在该社区（村）").OrThrow();
        found.MustBeUnderWay();
        await referrals.MustConsentAsync(await referrals.IdsOfAsync(found.PersonId!.Value, cancel), cancel);
        var transfer = CaseTransfer.Offer(found, request.ToDivisionCode, [.. shared.Union([(int)SharedClass.Identity, (int)SharedClass.Consents]).Order()], wire.SealReason(request.Reason), desk.Me.At);
        db.Add(transfer);
        try
        {
            var reply = await db.SaveAsync(() => shares.Of(transfer), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == CaseTransferTable.OneAtATime)
        {
            throw TransferRefusals.UnderWay(Grpc.Core.StatusCode.AlreadyExists);
        }
    }
}
