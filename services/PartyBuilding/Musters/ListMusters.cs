using Google.Protobuf.WellKnownTypes;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Musters;

internal sealed class ListMusters(MusterDesk desk, DivisionMap map)
{
    public async Task<Wire.ListMustersResponse> Handle(Wire.ListMustersRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ShowEnded);
        var after = page.AfterId(check);
        check.OrThrow();
        var musters = desk.Seen;
        if (!request.ShowEnded) musters = musters.Where(m => m.EndedAt == null);
        if (after is { } last) musters = musters.Where(m => m.Id < last);
        var rows = await musters.OrderByDescending(m => m.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListMustersResponse();
        foreach (var muster in rows.Take(page.Size))
        {
            reply.Musters.Add(new Wire.Muster
            {
                Id = muster.Id.ToString(), DivisionCode = muster.Area, DivisionName = await map.NameAsync(muster.Area, cancel), Kind = muster.Kind, Level = muster.Level, BeginTime = muster.BeganAt.ToTimestamp(),
                EndTime = muster.EndedAt?.ToTimestamp(), Members = muster.Members, Units = muster.Units, Posts = muster.Posts,
            });
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
