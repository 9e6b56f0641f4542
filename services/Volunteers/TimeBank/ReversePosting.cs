using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class ReversePosting(VolunteersDb db, AccountDesk desk, Ledger ledger)
{
    public async Task<Wire.Posting> Handle(Wire.ReversePostingRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var wrong = await db.Postings.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw TimeBankRefusals.NotFound(request.Id);
        // The posting says where it happened; since then both may have moved house.
        if (!await db.Accounts.AnyAsync(a => a.Id == wrong.FromId || a.Id == wrong.ToId, cancel)) throw TimeBankRefusals.NotFound(request.Id);
        var reversal = wrong.Reverse(request.Reason.Trim(), desk.Now);
        return await ledger.PostAsync([reversal], reversal.ToWire, cancel);
    }
}
