using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Stations;

internal sealed class ClosePost(VolunteersDb db, StationDesk desk)
{
    public async Task<Wire.Post> Handle(Wire.ClosePostRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var post = await desk.HoldPostAsync(id, cancel) ?? throw StationRefusals.NoPost(request.Id);
        Etag.Match(request.Etag, post.Version);
        post.Close(await db.PostHoldings.AnyAsync(h => h.PostId == id && h.VacatedAt == null, cancel));
        var reply = await db.SaveAsync(() => desk.Of(post, null, null), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
