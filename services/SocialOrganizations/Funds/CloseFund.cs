using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class CloseFund(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.Fund> Handle(Wire.CloseFundRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Held: nothing is donated, and nothing opened, while it is closed.
        var fund = await ledger.HoldAsync(id, cancel);
        Etag.Match(request.Etag, fund.Version);
        fund.Close(await ledger.AllAsync(id, cancel), await desk.OpenAsync(id, null, cancel), desk.Now);
        var division = await desk.NameAsync(fund.Area, cancel);
        var reply = await db.SaveAsync(() => FundDesk.Of(fund, division, 0), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
