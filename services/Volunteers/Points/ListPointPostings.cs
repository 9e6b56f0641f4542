using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class ListPointPostings(VolunteersDb db, PointDesk desk)
{
    public async Task<Wire.ListPointPostingsResponse> Handle(Wire.ListPointPostingsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("account_id", request.AccountId, out var accountId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.AccountId);
        var after = page.AfterId(check);
        check.OrThrow();
        await desk.AccountAsync(accountId, cancel);

        var postings = db.Everywhere<PointPosting>("the account is the caller's to see; some of it may have been posted at a former home").AsNoTracking().Where(p => p.AccountId == accountId);
        if (after is { } last) postings = postings.Where(p => p.Id < last);
        var rows = await postings.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPointPostingsResponse();
        reply.Postings.AddRange(rows.Take(page.Size).Select(p => p.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
