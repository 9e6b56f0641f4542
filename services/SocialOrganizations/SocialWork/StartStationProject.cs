using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class StartStationProject(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.StationProject> Handle(Wire.StartStationProjectRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("station_id", request.StationId, out var stationId).Text("title", request.Title, 100, min: 2).Date("start_date", request.StartDate, out var from).Date("end_date", request.EndDate, out var until);
        if (from != default && until != default) check.That(until >= from && until <= from.AddYears(3), "end_date", "OUT_OF_RANGE", "应不早于开始日期，且在三年之内");
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var project = StationProject.Start(await desk.ShareStationAsync(stationId, cancel), request.Title.Trim(), from, until, desk.Now);
        db.Add(project);
        var reply = await db.SaveAsync(() => SocialWorkDesk.Of(project, []), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
