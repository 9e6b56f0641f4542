using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class ListOwnersSeats(PartyDb db, CompoundDesk desk, PersonWire people)
{
    public async Task<Wire.ListOwnersSeatsResponse> Handle(Wire.ListOwnersSeatsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("committee_id", request.CommitteeId, out var committeeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CommitteeId, request.ShowFormer);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await db.OwnersCommittees.AnyAsync(c => c.Id == committeeId, cancel)) throw CompoundRefusals.NoCommittee(request.CommitteeId);
        var seats = db.OwnersSeats.AsNoTracking().Where(s => s.CommitteeId == committeeId);
        if (!request.ShowFormer) seats = seats.Where(s => s.UnseatedOn == null);
        if (after is { } last) seats = seats.Where(s => s.Id < last);
        var rows = await seats.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(s => s.PersonId), cancel);
        var reply = new Wire.ListOwnersSeatsResponse();
        reply.Seats.AddRange(rows.Take(page.Size).Select(s => desk.Of(s, names[s.PersonId])));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
