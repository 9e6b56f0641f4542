using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class OpenEarmark(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.Earmark> Handle(Wire.OpenEarmarkRequest request, CancellationToken cancel)
    {
        new Check().Id("fund_id", request.FundId, out var fundId).Text("title", request.Title, 100, min: 2).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await ledger.ShareAsync(fundId, cancel);
        var fund = await desk.FundAsync(fundId, cancel);
        var earmark = Earmark.Of(fund, request.Title.Trim(), null, desk.Now);
        db.Add(earmark);
        var reply = await db.SaveAsync(() => FundDesk.Of(earmark, 0), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
