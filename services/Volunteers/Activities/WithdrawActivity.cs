using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

internal sealed class WithdrawActivity(VolunteersDb db, TimeProvider clock)
{
    public async Task<Wire.Activity> Handle(Wire.WithdrawActivityRequest request, CancellationToken cancel)
    {
        new Check().Text("reason", request.Reason, 200).Id("id", request.Id, out var id).OrThrow();
        var activity = await db.Activities.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw ActivityRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, activity.Version);
        activity.Withdraw(clock.GetUtcNow());
        foreach (var signUp in await db.SignUps.Where(s => s.ActivityId == id && (s.State == SignUpState.Confirmed || s.State == SignUpState.Waiting)).ToListAsync(cancel)) signUp.Withdraw(clock.GetUtcNow());
        return await db.SaveAsync(activity.ToWire, cancel);
    }
}
