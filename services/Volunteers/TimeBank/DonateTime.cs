using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class DonateTime(AccountDesk desk, Ledger ledger)
{
    public async Task<Wire.Posting> Handle(Wire.DonateTimeRequest request, CancellationToken cancel)
    {
        var from = await desk.FindAsync(request.FromId, "from_id", new Check().Within("minutes", request.Minutes, 1, 100_000), cancel);
        if (from.Kind != AccountKind.Volunteer) throw TimeBankRefusals.NoAccount(request.FromId);
        var posting = Posting.Of(PostingKind.Donate, from.Area, from.Id, Account.Of(AccountKind.Pool, from.Area), request.Minutes, "捐赠", desk.Now, owner: from.Owner);
        return await ledger.PostAsync([posting], posting.ToWire, cancel);
    }
}
