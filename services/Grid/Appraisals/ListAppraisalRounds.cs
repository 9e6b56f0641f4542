using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class ListAppraisalRounds(GridDb db, Caller caller)
{
    public async Task<Wire.ListAppraisalRoundsResponse> Handle(Wire.ListAppraisalRoundsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var rounds = db.AppraisalRoundsInSight(caller).AsNoTracking();
        if (after is { } last) rounds = rounds.Where(r => r.Id < last);
        var rows = await rounds.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListAppraisalRoundsResponse { Rounds = { shown.Select(r => r.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
