using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Text.RegularExpressions;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed partial class EnterLotteryShare(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.LotteryShare> Handle(Wire.EnterLotteryShareRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId).That(Outlet().IsMatch(request.OutletNumber), "outlet_number", "NOT_A_NUMBER", "应为 2 至 40 位字母或数字");
        check.Date("month", request.Month + "-01", out var month);
        var last = month == default ? default : month.AddDays(DateTime.DaysInMonth(month.Year, month.Month) - 1);
        FundDesk.Fen(check.That(last < desk.Today, "month", "NOT_OVER", "该月尚未结束"), "sales_fen", request.SalesFen).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var fund = await ledger.HoldAsync(fundId, cancel);
        // The index holds when two enter at once. This finds as well what is left of one that several funds had entered before there was an index.
        if (await db.Everywhere<LotteryShare>("an outlet's month is shared once in the province; nothing is told but that it was").AnyAsync(s => s.OutletNumber == request.OutletNumber && s.Month == request.Month && !s.Reversed, cancel)) throw FundRefusals.ShareExists();
        var rules = await db.LotteryRules.AsNoTracking().Where(r => fund.Area.StartsWith(r.Area) && r.Since <= last).ToListAsync(cancel);
        var rule = rules.OrderByDescending(r => r.Area.Length).ThenByDescending(r => r.Since).FirstOrDefault() ?? throw FundRefusals.NoLotteryRule();
        new Check().That(rule.ShareOf(request.SalesFen) > 0, "sales_fen", "OUT_OF_RANGE", "返还不足一分").OrThrow();
        var share = LotteryShare.Enter(fund, rule, request.OutletNumber, request.Month, request.SalesFen, desk.Now);
        db.Add(share);
        var entry = await ledger.PostAsync(fund, FundEntryKind.Lottery, FundAccountKind.Lottery, FundAccountKind.Free, null, share.ShareFen, share.Id, "", cancel);
        try
        {
            var reply = await db.SaveAsync(() => FundDesk.Of(share, entry), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint is LotteryShareTable.Once or LotteryShareTable.OnceAFund)
        {
            throw FundRefusals.ShareExists();
        }
    }

    [GeneratedRegex(@"\A[0-9A-Za-z]{2,40}\z")]
    private static partial Regex Outlet();
}
