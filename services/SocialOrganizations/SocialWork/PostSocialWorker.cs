using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class PostSocialWorker(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.SocialWorker> Handle(Wire.PostSocialWorkerRequest request, CancellationToken cancel)
    {
        var check = new Check();
        Guid stationId = default;
        if (request.StationId.Length > 0) check.Id("station_id", request.StationId, out stationId);
        check.Id("id", request.Id, out _).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var station = stationId == default ? null : await desk.ShareStationAsync(stationId, cancel);
        var reply = await desk.ChangeAsync(request.Id, request.Etag, check, worker => worker.Post(station, desk.Now), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
