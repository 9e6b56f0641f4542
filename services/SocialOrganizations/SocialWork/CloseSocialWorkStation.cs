using Governance.Map;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class CloseSocialWorkStation(SocialOrgsDb db, SocialWorkDesk desk, DivisionMap map)
{
    public async Task<Wire.SocialWorkStation> Handle(Wire.CloseSocialWorkStationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var station = await desk.HoldStationAsync(id, cancel);
        Etag.Match(request.Etag, station.Version);
        station.Close((await desk.StaffAsync([id], cancel)).GetValueOrDefault(id), desk.Now);
        var division = await map.NameAsync(station.Area, cancel);
        var reply = await db.SaveAsync(() => SocialWorkDesk.Of(station, 0, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
