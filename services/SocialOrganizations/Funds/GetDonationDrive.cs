using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class GetDonationDrive(FundDesk desk)
{
    public async Task<Wire.DonationDrive> Handle(Wire.GetDonationDriveRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return FundDesk.Of(await desk.Drives.FirstOrDefaultAsync(d => d.Id == id, cancel) ?? throw FundRefusals.NoDrive(request.Id));
    }
}
