using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class RecordConsent(WelfareDb db, PersonDesk desk, PersonRows rows)
{
    public async Task<Wire.Consent> Handle(Wire.RecordConsentRequest request, CancellationToken cancel)
    {
        new Check().Known("purpose", request.Purpose).Id("person_id", request.PersonId, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(id, cancel);
        var person = await desk.FindAsync(id, cancel);
        var check = new Check();
        var (ground, on) = desk.ReadConsent(check, request.Consent, person.BirthYear);
        check.OrThrow();
        var consent = Consent.Of(person, (ConsentPurpose)request.Purpose, ground, on, desk.Me);
        db.Add(consent);
        db.AuditRead(person.Id, person.Area, "consent recorded");
        try
        {
            var reply = await db.SaveAsync(() => PersonWire.Of(consent), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == ConsentTable.OneForAPurpose)
        {
            throw PersonRefusals.ConsentHolds();
        }
    }
}
