using Governance.Rpc;
using Governance.SocialOrganizations.Funds;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class TerminateVenture(SocialOrgsDb db, VentureDesk desk, FundLedger ledger)
{
    public async Task<Wire.Venture> Handle(Wire.TerminateVentureRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var venture = await desk.VentureAsync(request.Id, request.Etag, new Check(), cancel);
        var fund = await ledger.HoldAsync(venture.FundId, cancel);
        var unpaid = venture.Terminate(desk.Me, desk.Now);
        if (unpaid > 0) await ledger.PostAsync(fund, FundEntryKind.Release, FundAccountKind.Promised, FundAccountKind.Free, venture.EarmarkId, unpaid, venture.Id, "", cancel);
        var reply = await db.SaveAsync(() => VentureDesk.Of(venture), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
