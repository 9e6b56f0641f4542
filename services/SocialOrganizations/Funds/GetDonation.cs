using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class GetDonation(SocialOrgsDb db, DonationWire wire)
{
    public async Task<Wire.Donation> Handle(Wire.GetDonationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return wire.Of(await db.Donations.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw FundRefusals.NoDonation(request.Id));
    }
}
