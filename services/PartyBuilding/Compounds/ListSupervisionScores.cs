using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class ListSupervisionScores(PartyDb db, CompoundDesk desk)
{
    public async Task<Wire.ListSupervisionScoresResponse> Handle(Wire.ListSupervisionScoresRequest request, CancellationToken cancel)
    {
        var check = new Check().That(request.Year == 0 || request.Year is >= 2000 and <= 2200, "year", "OUT_OF_RANGE", "不是有效的年份");
        Guid placeId = default;
        if (request.PlaceId.Length > 0) check.Id("place_id", request.PlaceId, out placeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.PlaceId, request.Year);
        var after = page.AfterId(check);
        check.OrThrow();
        var scores = db.SupervisionScores.AsNoTracking();
        if (placeId != default) scores = scores.Where(s => s.PlaceId == placeId);
        if (request.Year != 0) scores = scores.Where(s => s.Year == request.Year);
        if (after is { } last) scores = scores.Where(s => s.Id < last);
        var rows = await scores.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListSupervisionScoresResponse();
        reply.Scores.AddRange(rows.Take(page.Size).Select(desk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
