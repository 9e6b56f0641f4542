using Governance.Rpc;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class WithdrawConsent(WelfareDb db, PersonDesk desk, PersonRows rows, VisitRows visits)
{
    public async Task<Wire.Consent> Handle(Wire.WithdrawConsentRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var consent = await db.Consents.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw PersonRefusals.NoConsent(request.Id);
        await desk.MustNotBeSealedAsync(consent.PersonId, cancel);
        var person = await db.Everywhere<Person>("whose consent it is: one of a double is the record's that goes on; nothing of them is told").AsNoTracking().FirstAsync(p => p.Id == consent.PersonId, cancel);
        var whom = person.MergedInto ?? person.Id;
        // Whoever assigns a volunteer at this moment waits, or is seen here.
        await rows.HoldAsync([whom], cancel);
        consent.Withdraw(desk.Me.At);
        db.AuditRead(consent.PersonId, consent.Area, request.Reason.Trim());
        var reply = await db.SaveAsync(() => PersonWire.Of(consent), cancel);
        if (consent.Purpose is ConsentPurpose.Visits or ConsentPurpose.Service) await visits.DismissVolunteerAsync(whom, consent.Area, desk.Today, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
