using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class ListPointAccounts(VolunteersDb db, PointDesk desk, PointLedger ledger)
{
    public async Task<Wire.ListPointAccountsResponse> Handle(Wire.ListPointAccountsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.VolunteerId);
        var after = page.AfterId(check);
        var volunteer = await desk.VolunteerAsync(request.VolunteerId, check, cancel);

        var accounts = db.PointAccounts.AsNoTracking().Where(a => a.VolunteerId == volunteer.Id);
        if (after is { } last) accounts = accounts.Where(a => a.Id < last);
        var (year, balances) = (ledger.Today.Year, db.Everywhere<PointBalance>("of accounts that the caller may see"));
        var rows = await (from account in accounts
                          join scheme in db.PointSchemes on account.SchemeId equals scheme.Id
                          from balance in balances.Where(b => b.AccountId == account.Id && b.Year == (scheme.ResetsYearly ? year : 0)).DefaultIfEmpty()
                          orderby account.Id descending
                          select new { account, balance }).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPointAccountsResponse();
        reply.Accounts.AddRange(rows.Take(page.Size).Select(r => r.account.ToWire(r.balance)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].account.Id.ToString());
        return reply;
    }
}
