using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Emergencies;

internal sealed class RecordReached(WelfareDb db, PersonDesk people, PersonWire wire)
{
    public async Task<Wire.VulnerablePerson> Handle(Wire.RecordReachedRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Id("person_id", request.PersonId, out var personId).Known("outcome", request.Outcome).OrThrow();
        var on = await db.VulnerablePeople.FirstOrDefaultAsync(v => v.EmergencyId == id && v.PersonId == personId, cancel) ?? throw EmergencyRefusals.NotOnList();
        var person = await db.Everywhere<Person>("of a list that shows only who lived in the caller's areas then").AsNoTracking().FirstAsync(p => p.Id == personId, cancel);
        await people.MustNotBeSealedAsync(person.Id, cancel);
        on.Reach((ReachOutcome)request.Outcome, people.Me);
        db.AuditRead(person.Id, on.Area, nameof(Wire.ReadPurpose.Emergency));
        return await db.SaveAsync(() => on.ToWire(person, wire), cancel);
    }
}
