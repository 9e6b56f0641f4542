using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Funds;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class PayVentureTranche(SocialOrgsDb db, VentureDesk desk, FundLedger ledger, Blacklist blacklist)
{
    public async Task<Wire.Venture> Handle(Wire.PayVentureTrancheRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("voucher", request.Voucher, 100, min: 2);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var venture = await desk.VentureAsync(request.Id, request.Etag, check, cancel);
        var fund = await ledger.HoldAsync(venture.FundId, cancel);
        if (!(await blacklist.AskAsync(venture.OrganizationId, cancel)).IsActive) throw FundRefusals.NotActive();
        var tranche = venture.Pay(request.TrancheNumber, request.Voucher.Trim(), desk.Me, desk.Now);
        var entry = await ledger.PostAsync(fund, FundEntryKind.Grant, FundAccountKind.Promised, FundAccountKind.Granted, venture.EarmarkId, tranche.AmountFen, venture.Id, tranche.Voucher, cancel);
        tranche.EntryId = entry.Id;
        var reply = await db.SaveAsync(() => VentureDesk.Of(venture), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
