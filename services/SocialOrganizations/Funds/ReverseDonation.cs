using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class ReverseDonation(SocialOrgsDb db, FundDesk desk, FundLedger ledger, DonationWire wire, Work work)
{
    public async Task<Wire.Donation> Handle(Wire.ReverseDonationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("voucher", request.Voucher, 100, min: 2).OrThrow();
        // Money has it on its counter-entry as well; goods have none.
        var voucher = work.Purpose = request.Voucher.Trim();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var fundId = await db.Donations.Where(d => d.Id == id).Select(d => (Guid?)d.FundId).FirstOrDefaultAsync(cancel) ?? throw FundRefusals.NoDonation(request.Id);
        var fund = await ledger.HoldAsync(fundId, cancel);
        // Read after the lock: two who reverse it do so once.
        var donation = await db.Donations.FirstAsync(d => d.Id == id, cancel);
        Etag.Match(request.Etag, donation.Version);
        await desk.ReverseAsync(donation, cancel);
        if (donation.ResourceId is { } resourceId)
        {
            // Of a fund that was closed, too: no money moves, and its honours are told still.
            await ledger.HoldResourceAsync(resourceId, cancel);
            (await db.CharityResources.FirstAsync(r => r.Id == resourceId, cancel)).TakeBack(desk.Now);
        }
        else
        {
            fund.MustBeOpen();
            var entry = await db.FundEntries.AsNoTracking().FirstAsync(e => e.AboutId == id && e.Kind == FundEntryKind.Donation, cancel);
            await ledger.ReverseAsync(fund, entry, voucher, cancel);
        }
        var reply = await db.SaveAsync(() => wire.Of(donation), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
