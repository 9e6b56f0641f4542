using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class GetSocialWorkStation(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.SocialWorkStation> Handle(Wire.GetSocialWorkStationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var station = await db.SocialWorkStations.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw SocialWorkRefusals.NoStation(request.Id);
        return await desk.OfAsync(station, (await desk.StaffAsync([id], cancel)).GetValueOrDefault(id), cancel);
    }
}
