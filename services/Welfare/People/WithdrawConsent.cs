using Governance.Rpc;
using Governance.Welfare.Visits;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class WithdrawConsent(WelfareDb db, PersonDesk desk, PersonRows rows, VisitRows visits)
{
    private const string Why = "whose consent it is: one of a double is the record's that goes on; nothing of them is told";

    public async Task<Wire.Consent> Handle(Wire.WithdrawConsentRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var consent = await db.Consents.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw PersonRefusals.NoConsent(request.Id);
        await desk.MustNotBeSealedAsync(consent.PersonId, cancel);
        var whom = await WhoseAsync(consent, cancel);
        // Whoever assigns a volunteer or merges at this moment waits, or is seen here.
        await rows.HoldAsync([whom], cancel);
        if (await WhoseAsync(consent, cancel) != whom) throw Etag.Overtaken();
        consent.Withdraw(desk.Me.At);
        // One person takes it back once: of two records that became one each may have held one, and either would do.
        var ids = await db.Everywhere<Person>(Why).Where(p => p.Id == whom || p.MergedInto == whom).Select(p => p.Id).ToListAsync(cancel);
        foreach (var twin in await db.Consents.Where(c => ids.Contains(c.PersonId) && c.Purpose == consent.Purpose && c.WithdrawnAt == null && c.Id != id).ToListAsync(cancel)) twin.Withdraw(desk.Me.At);
        db.AuditRead(consent.PersonId, consent.Area, request.Reason.Trim());
        var reply = await db.SaveAsync(() => PersonWire.Of(consent), cancel);
        if (consent.Purpose is ConsentPurpose.Visits or ConsentPurpose.Service) await visits.DismissVolunteerAsync(whom, consent.Area, desk.Today, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private Task<Guid> WhoseAsync(Consent consent, CancellationToken cancel) => db.Everywhere<Person>(Why).Where(p => p.Id == consent.PersonId).Select(p => p.MergedInto ?? p.Id).FirstAsync(cancel);
}
