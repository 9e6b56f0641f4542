using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class WithdrawConsent(VolunteersDb db, RegistrationDesk desk)
{
    public async Task<Wire.WithdrawConsentResponse> Handle(Wire.WithdrawConsentRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.FindAsync(request.Id, "", new Check().Text("reason", request.Reason, max: 200), cancel);
        volunteer.WithdrawConsent(desk.Now);
        return await db.SaveAsync(() => new Wire.WithdrawConsentResponse(), cancel);
    }
}
