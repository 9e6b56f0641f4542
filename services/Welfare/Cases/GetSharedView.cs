using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.Assessments;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class GetSharedView(WelfareDb db, ReferralDesk desk, CaseDesk cases, CaseWire wire, PersonWire people, AssessmentWire assessments, DenialTrail denials)
{
    private const int Most = 100;
    private const string Bounded = "the unit sees what was shared with it, of this case and nothing else";

    public async Task<Wire.SharedView> Handle(Wire.GetSharedViewRequest request, CancellationToken cancel)
    {
        var referral = await desk.FindAsync(request.Id, "", new Check().Known("purpose", request.Purpose), cancel);
        var found = await db.Everywhere<Case>(Bounded).AsNoTracking().FirstAsync(c => c.Id == referral.CaseId, cancel);
        // Whom a case is about may have to be found out again when it is referred anew; what was shared before has ended with it.
        var ids = found.PersonId is { } personId ? await desk.IdsOfAsync(personId, cancel) : [];
        if (ids.Length > 0) await cases.MustNotBeSealedAsync(ids[0], cancel);
        // A look that is denied is in the trail, too: which of a person whose unit no longer sees them.
        try
        {
            referral.MustBe(ReferralState.Accepted);
            if (ids.Length == 0) throw ReferralRefusals.NotThere(ReferralState.Ended);
            await desk.MustConsentAsync(ids, cancel);
        }
        catch (Refusal denied)
        {
            await denials.RecordAsync(ids.Length > 0 ? ids[0] : found.Id, found.Area, request.Purpose.ToString(), denied.Reason, cancel);
            throw;
        }

        var (shared, reply, area) = (referral.Shared.Select(s => (SharedClass)s).ToHashSet(), new Wire.SharedView(), found.Area);
        if (shared.Contains(SharedClass.Identity)) reply.Person = people.Reveal(await db.Everywhere<Person>(Bounded).AsNoTracking().FirstAsync(p => p.Id == ids[0], cancel));
        if (shared.Contains(SharedClass.Contacts))
        {
            foreach (var contact in await db.Everywhere<Contact>(Bounded).AsNoTracking().Where(c => ids.Contains(c.PersonId) && c.Area == area && c.RemovedAt == null).OrderBy(c => c.Id).ToListAsync(cancel))
            {
                var clear = people.Reveal(contact);
                reply.Contacts.Add(new Wire.SharedContact { Kind = (Wire.ContactKind)contact.Kind, Relation = contact.Relation, Name = clear.Name, Phone = clear.Phone });
            }
        }
        if (shared.Contains(SharedClass.HealthNotes))
        {
            reply.HealthNotes.AddRange((await db.Everywhere<HealthNote>(Bounded).AsNoTracking().Where(n => ids.Contains(n.PersonId) && n.Area == area).OrderByDescending(n => n.Id).Take(Most).ToListAsync(cancel)).Select(people.Of));
        }
        if (shared.Contains(SharedClass.Assessments))
        {
            reply.Assessments.AddRange((await db.Everywhere<Assessment>(Bounded).AsNoTracking().Where(a => ids.Contains(a.PersonId) && a.Area == area).OrderByDescending(a => a.Id).Take(Most).ToListAsync(cancel)).Select(a => assessments.Of(a, withAnswers: false)));
        }
        if (shared.Contains(SharedClass.Plan) && await db.Everywhere<CasePlan>(Bounded).AsNoTracking().Where(p => p.CaseId == found.Id && p.Area == area && p.State == PlanState.Approved).OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancel) is { } plan)
        {
            reply.Plan = wire.Of(plan);
        }
        if (shared.Contains(SharedClass.Notes))
        {
            reply.Notes.AddRange((await db.Everywhere<CaseNote>(Bounded).AsNoTracking().Where(n => n.CaseId == found.Id && n.Area == area).OrderByDescending(n => n.Id).Take(Most).ToListAsync(cancel)).Select(wire.Of));
        }
        db.AuditRead(ids[0], area, request.Purpose.ToString());
        return await db.SaveAsync(() => reply, cancel);
    }
}
