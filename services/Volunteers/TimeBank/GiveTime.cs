using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class GiveTime(VolunteersDb db, AccountDesk desk, Ledger ledger)
{
    public async Task<Wire.Posting> Handle(Wire.GiveTimeRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("to_id", request.ToId, out var to).Within("minutes", request.Minutes, 1, 100_000).Text("reason", request.Reason, 200)
            .That(request.ToId != request.FromId, "to_id", "THE_SAME_ACCOUNT", "不能转给自己");
        var from = await desk.FindAsync(request.FromId, "from_id", check, cancel);
        var receiver = await db.Everywhere<Volunteer>("minutes may go to a volunteer of another area; nothing is told of them").AsNoTracking().FirstOrDefaultAsync(v => v.Id == to && !v.Hidden, cancel)
            ?? throw VolunteerRefusals.NotFound(request.ToId);
        await ledger.OpenAsync(receiver, cancel);
        var posting = Posting.Of(PostingKind.Give, from.Area, from.Id, to, request.Minutes, request.Reason.Trim(), desk.Now, owner: from.Owner);
        return await ledger.PostAsync([posting], posting.ToWire, cancel);
    }
}
