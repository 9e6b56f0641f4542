using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class PaySpending(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.Spending> Handle(Wire.PaySpendingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("voucher", request.Voucher, 100, min: 2).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var spending = await db.Spendings.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw FundRefusals.NoSpending(request.Id);
        var fund = await ledger.HoldAsync(spending.FundId, cancel);
        Etag.Match(request.Etag, spending.Version);
        fund.MustBeOpen();
        spending.Pay(request.Voucher.Trim(), desk.Me, desk.Now);
        await ledger.PostAsync(fund, FundEntryKind.Spending, FundAccountKind.Free, FundAccountKind.Spent, spending.EarmarkId, spending.AmountFen, spending.Id, spending.Voucher, cancel);
        var reply = await db.SaveAsync(() => FundDesk.Of(spending), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
