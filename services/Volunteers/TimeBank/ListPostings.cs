using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class ListPostings(VolunteersDb db, AccountDesk desk)
{
    public async Task<Wire.ListPostingsResponse> Handle(Wire.ListPostingsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.AccountId);
        var after = page.AfterId(check);
        var account = await desk.FindAsync(request.AccountId, "account_id", check, cancel);

        var all = db.Everywhere<Posting>("the account is the caller's to see; the other side may live elsewhere").AsNoTracking();
        if (after is { } last) all = all.Where(p => p.Id < last);
        // Two index ranges, merged: "or" would read one side whole.
        var rows = await all.Where(p => p.FromId == account.Id).OrderByDescending(p => p.Id).Take(page.Size + 1)
            .Concat(all.Where(p => p.ToId == account.Id).OrderByDescending(p => p.Id).Take(page.Size + 1))
            .OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPostingsResponse();
        reply.Postings.AddRange(rows.Take(page.Size).Select(p => p.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
