using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class WithdrawActivity(VolunteersDb db, Work work, TimeProvider clock)
{
    public async Task<Wire.Activity> Handle(Wire.WithdrawActivityRequest request, CancellationToken cancel)
    {
        new Check().Text("reason", request.Reason, 200).Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Who signs up at this moment has the place before this, and gives it back with the others, or comes after it, and is told.
        await db.EmptyAsync(id, cancel);
        var activity = await db.Activities.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw ActivityRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, activity.Version);
        activity.Withdraw(clock.GetUtcNow());
        foreach (var signUp in await db.SignUps.Where(s => s.ActivityId == id && (s.State == SignUpState.Confirmed || s.State == SignUpState.Waiting)).ToListAsync(cancel)) signUp.Withdraw(clock.GetUtcNow());
        work.Purpose = request.Reason.Trim();
        var reply = await db.SaveAsync(activity.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
