using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class WithdrawConsent(WelfareDb db, PersonDesk desk)
{
    public async Task<Wire.Consent> Handle(Wire.WithdrawConsentRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var consent = await db.Consents.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw PersonRefusals.NoConsent(request.Id);
        consent.Withdraw(desk.Me.At);
        db.AuditRead(consent.PersonId, consent.Area, request.Reason.Trim());
        return await db.SaveAsync(() => PersonWire.Of(consent), cancel);
    }
}
