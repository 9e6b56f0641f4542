using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class RequestSpending(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.Spending> Handle(Wire.RequestSpendingRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId).Text("purpose", request.Purpose, 500, min: 4);
        var earmarkId = FundDesk.Optional(check, "earmark_id", request.EarmarkId);
        FundDesk.Fen(check, "amount_fen", request.AmountFen).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await ledger.ShareAsync(fundId, cancel);
        var fund = await desk.FundAsync(fundId, cancel);
        var spending = Spending.Request(fund, await desk.EarmarkAsync(fundId, earmarkId, cancel), request.Purpose.Trim(), request.AmountFen, desk.Me, desk.Now);
        db.Add(spending);
        var reply = await db.SaveAsync(() => FundDesk.Of(spending), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
