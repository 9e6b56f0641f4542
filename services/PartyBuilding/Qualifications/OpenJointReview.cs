using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class OpenJointReview(PartyDb db, QualificationDesk desk, PersonWire people, DivisionMap map)
{
    public async Task<Wire.JointReview> Handle(Wire.OpenJointReviewRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("person_id", request.PersonId, out var personId).That(request.DivisionCode.Length == 12 && await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "NOT_A_COMMUNITY", "应为 12 位社区（村）编码")
            .Few("units", request.Units.Count, 15, min: 2);
        for (var i = 0; i < request.Units.Count; i++)
        {
            check.Text($"units[{i}]", request.Units[i], 50).That(request.Units.IndexOf(request.Units[i]) == i, $"units[{i}]", "TWICE", "不能重复");
        }
        check.OrThrow();
        var person = await people.KnownAsync(personId, cancel);
        var (review, opinions) = JointReview.Open(request.DivisionCode, person, request.Units, desk.Now);
        db.Add(review);
        db.AddRange(opinions);
        var division = await map.NameAsync(review.Area, cancel);
        try
        {
            return await db.SaveAsync(() => desk.Of(review, person.Sealed.Name, division), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == JointReviewTable.OneAtATime)
        {
            throw QualificationRefusals.ReviewUnderWay();
        }
    }
}
