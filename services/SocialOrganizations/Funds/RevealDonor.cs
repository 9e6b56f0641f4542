using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class RevealDonor(SocialOrgsDb db, DonationWire wire)
{
    public async Task<Wire.RevealedDonor> Handle(Wire.RevealDonorRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        var donation = await db.Donations.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw FundRefusals.NoDonation(request.Id);
        if (donation.DonorName is null) throw FundRefusals.DonorUnknown();
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(donation.Id, donation.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return wire.Reveal(donation);
    }
}
