using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class OpenPost(VolunteersDb db, StationDesk desk)
{
    public async Task<Wire.Post> Handle(Wire.OpenPostRequest request, CancellationToken cancel)
    {
        new Check().Id("station_id", request.StationId, out var stationId).Text("title", request.Title, 50, min: 2).Known("place", request.Place)
            .That(request.WeeklyMinutes is >= 30 and <= 2_400 && request.WeeklyMinutes % 30 == 0, "weekly_minutes", "NOT_HALF_HOURS", "应为 30 的整数倍，且在 30 与 2400 之间").OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var station = await desk.ShareAsync(stationId, cancel) ?? throw StationRefusals.NotFound(request.StationId);
        var post = Post.Open(station, request.Title.Trim(), (PostPlace)request.Place, request.WeeklyMinutes, desk.Now);
        db.Add(post);
        var reply = await db.SaveAsync(() => desk.Of(post, null, null), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
