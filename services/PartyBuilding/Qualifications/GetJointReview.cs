using Governance.Map;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class GetJointReview(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map)
{
    public async Task<Wire.JointReview> Handle(Wire.GetJointReviewRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var review = await db.JointReviews.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw QualificationRefusals.NoReview(request.Id);
        return desk.Of(review, (await people.NamesAsync([review.PersonId], cancel))[review.PersonId], await map.NameAsync(review.Area, cancel));
    }
}
