using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class RevealReviewed(PartyDb db, QualificationDesk desk, PersonWire people)
{
    public async Task<Wire.RevealedMember> Handle(Wire.RevealReviewedRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var opinion = await db.ReviewOpinions.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancel) ?? throw QualificationRefusals.NoOpinion(request.Id);
        // As long as the unit has to look somebody up, and no longer.
        opinion.MustWait();
        (await desk.ReviewOfAsync(opinion.ReviewId, cancel)).MustBeOpen();
        var person = await people.KnownAsync(opinion.PersonId, cancel);
        db.AuditRead(person.Id, opinion.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return people.Reveal(person);
    }
}
