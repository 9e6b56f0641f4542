using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class WithdrawConsent(VolunteersDb db, RegistrationDesk desk, Work work)
{
    public async Task<Wire.WithdrawConsentResponse> Handle(Wire.WithdrawConsentRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.FindAsync(request.Id, "", new Check().Text("reason", request.Reason, max: 200), cancel);
        work.Purpose = request.Reason.Trim();
        volunteer.WithdrawConsent(desk.Now);
        return await db.SaveAsync(() => new Wire.WithdrawConsentResponse(), cancel);
    }
}
