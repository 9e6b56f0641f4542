using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class MaskDonor(SocialOrgsDb db, FundDesk desk, FundLedger ledger, DonationWire wire)
{
    public async Task<Wire.MaskDonorResponse> Handle(Wire.MaskDonorRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var fundId = await db.Donors.Where(d => d.Id == id).Select(d => (Guid?)d.FundId).FirstOrDefaultAsync(cancel) ?? throw FundRefusals.NoDonor(request.Id);
        // Of a fund that was closed, too: its honours are told still.
        await ledger.HoldAsync(fundId, cancel);
        var donor = await db.Donors.FirstAsync(d => d.Id == id, cancel);
        donor.Mask(desk.Now);
        var reply = await db.SaveAsync(() => new Wire.MaskDonorResponse { NameMasked = wire.Of(donor, "").Name }, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
