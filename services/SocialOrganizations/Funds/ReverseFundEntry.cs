using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ReverseFundEntry(SocialOrgsDb db, FundDesk desk, FundLedger ledger)
{
    public async Task<Wire.FundEntry> Handle(Wire.ReverseFundEntryRequest request, CancellationToken cancel)
    {
        new Check().Id("fund_id", request.FundId, out var fundId).Id("entry_id", request.EntryId, out var entryId).Text("voucher", request.Voucher, 100, min: 2).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var fund = await ledger.HoldAsync(fundId, cancel);
        fund.MustBeOpen();
        var entry = await db.FundEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == entryId && e.FundId == fundId, cancel) ?? throw FundRefusals.NoEntry(request.EntryId);
        if (entry.By == desk.Me) throw FundRefusals.SamePerson();
        if (await db.FundEntries.AnyAsync(e => e.ReversesId == entryId, cancel)) throw FundRefusals.ReversedAlready();
        var free = await TakeBackAsync(entry, cancel);
        var (counter, legs) = await ledger.ReverseAsync(fund, entry, request.Voucher.Trim(), cancel);
        // The counter-entry sets it aside again, as it was before it was paid.
        if (free is { } freed) await ledger.PostAsync(fund, FundEntryKind.Release, FundAccountKind.Promised, FundAccountKind.Free, freed.EarmarkId, freed.Fen, entry.AboutId!.Value, "", cancel);
        var reply = await db.SaveAsync(() => FundDesk.Of(counter, null, legs.OrderBy(l => l.Fen)), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // What the entry was about counts no more. Returns money that nobody waits for any longer.
    private async Task<(Guid? EarmarkId, long Fen)?> TakeBackAsync(FundEntry entry, CancellationToken cancel)
    {
        var now = desk.Now;
        switch (entry.Kind)
        {
            case FundEntryKind.Donation:
                await desk.ReverseAsync(await db.Donations.FirstAsync(d => d.Id == entry.AboutId, cancel), cancel);
                break;
            case FundEntryKind.Lottery:
                (await db.LotteryShares.FirstAsync(s => s.Id == entry.AboutId, cancel)).Reverse(now);
                break;
            case FundEntryKind.Spending:
                (await db.Spendings.FirstAsync(s => s.Id == entry.AboutId, cancel)).Reverse(now);
                break;
            case FundEntryKind.Grant when await db.Grants.FirstOrDefaultAsync(g => g.Id == entry.AboutId, cancel) is { } grant:
                grant.TakeBack(desk.Me, now);
                break;
            case FundEntryKind.Grant when await db.Ventures.Include(v => v.Tranches).FirstOrDefaultAsync(v => v.Id == entry.AboutId, cancel) is { } venture:
                if (venture.TakeBack(entry.Id, desk.Me, now) is > 0 and var fen) return (venture.EarmarkId, fen);
                break;
            default:
                throw FundRefusals.NotReversible();
        }
        return null;
    }
}
