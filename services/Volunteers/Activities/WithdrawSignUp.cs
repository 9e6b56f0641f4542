using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Activities;

/// <summary>Who is next on the waiting list gets the place by <see cref="OnSignUpChanged"/>: not by the caller's rights, and not in the caller's time.</summary>
internal sealed class WithdrawSignUp(VolunteersDb db, TimeProvider clock)
{
    public async Task<Wire.SignUp> Handle(Wire.WithdrawSignUpRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var signUp = await db.SignUps.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw ActivityRefusals.SignUpNotFound(request.Id);
        var hadPlace = signUp.HasPlace;
        signUp.Withdraw(clock.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Before the row of the sign-up: whoever moves it up locks in the same order.
        await db.CountAsync(signUp.ShiftId, hadPlace ? -1 : 0, hadPlace ? 0 : -1, cancel);
        var reply = await db.SaveAsync(signUp.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
