using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class GetFundStatement(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.FundStatement> Handle(Wire.GetFundStatementRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("fund_id", request.FundId, out var fundId).Date("from_date", request.FromDate, out var from).Date("until_date", request.UntilDate, out var until);
        if (from != default && until != default) check.That(until >= from && until.DayNumber - from.DayNumber < 366 && until < DateOnly.MaxValue, "until_date", "OUT_OF_RANGE", "应不早于开始日期，且在 366 天之内");
        check.OrThrow();
        var fund = await desk.ToldFundAsync(fundId, cancel);
        // One look: whatever is posted meanwhile is in all of it or in none.
        var accounts = await ledger.PeriodAsync(fundId, from, until, cancel);
        var titles = await db.Earmarks.AsNoTracking().Where(e => e.FundId == fundId).ToDictionaryAsync(e => e.Id, e => e.Title, cancel);
        var reply = new Wire.FundStatement { FundId = fund.Id.ToString(), FundName = fund.Name, FromDate = request.FromDate, UntilDate = request.UntilDate };
        foreach (var purpose in accounts.GroupBy(a => a.EarmarkId).OrderBy(g => g.Key is not null).ThenBy(g => g.Key))
        {
            var of = purpose.ToDictionary(a => (FundAccountKind)a.Kind);
            long Moved(FundAccountKind kind) => of.GetValueOrDefault(kind)?.MovedFen ?? 0;
            long Closing(FundAccountKind kind) => of.GetValueOrDefault(kind)?.ClosingFen ?? 0;
            var closing = Closing(FundAccountKind.Free) + Closing(FundAccountKind.Promised);
            reply.Lines.Add(new Wire.StatementLine
            {
                EarmarkId = purpose.Key?.ToString() ?? "", EarmarkTitle = purpose.Key is { } key ? titles[key] : "", OpeningFen = closing - Moved(FundAccountKind.Free) - Moved(FundAccountKind.Promised),
                DonatedFen = -Moved(FundAccountKind.Donated), LotteryFen = -Moved(FundAccountKind.Lottery), MovedFen = -Moved(FundAccountKind.Moved), GrantedFen = Moved(FundAccountKind.Granted), SpentFen = Moved(FundAccountKind.Spent),
                ClosingFen = closing, PromisedFen = Closing(FundAccountKind.Promised),
            });
        }
        (reply.OpeningFen, reply.DonatedFen, reply.LotteryFen) = (reply.Lines.Sum(l => l.OpeningFen), reply.Lines.Sum(l => l.DonatedFen), reply.Lines.Sum(l => l.LotteryFen));
        (reply.GrantedFen, reply.SpentFen, reply.ClosingFen) = (reply.Lines.Sum(l => l.GrantedFen), reply.Lines.Sum(l => l.SpentFen), reply.Lines.Sum(l => l.ClosingFen));
        return reply;
    }
}
