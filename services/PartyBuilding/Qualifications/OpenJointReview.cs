using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Teams;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class OpenJointReview(PartyDb db, QualificationDesk desk, TeamDesk teams, PersonWire people, DivisionMap map)
{
    public async Task<Wire.JointReview> Handle(Wire.OpenJointReviewRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("person_id", request.PersonId, out var personId).Standing(request.DivisionCode.Length == 12 ? await map.FindAsync(request.DivisionCode, cancel) : null, "division_code", "应为 12 位社区（村）编码", "NOT_A_COMMUNITY")
            .Few("units", request.Units.Count, 15, min: 2);
        for (var i = 0; i < request.Units.Count; i++)
        {
            check.Text($"units[{i}]", request.Units[i], 50).That(request.Units.IndexOf(request.Units[i]) == i, $"units[{i}]", "TWICE", "不能重复");
        }
        check.OrThrow();
        var person = await people.KnownAsync(personId, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever judges now is waited for: that veto counts as well.
        await desk.HoldOpenAsync(personId, cancel);
        await MustAskVetoersAsync(personId, request, cancel);
        var (review, opinions) = JointReview.Open(request.DivisionCode, person, request.Units, desk.Now);
        db.Add(review);
        db.AddRange(opinions);
        var division = await map.NameAsync(review.Area, cancel);
        try
        {
            var reply = await db.SaveAsync(() => desk.Of(review, person.Sealed.Name, division), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == JointReviewTable.OneAtATime)
        {
            throw QualificationRefusals.ReviewUnderWay();
        }
    }

    // A veto is not shopped around: who vetoed is asked again as long as a pass counts anywhere, since a pass of wherever it was opened counts everywhere.
    private async Task MustAskVetoersAsync(Guid personId, Wire.OpenJointReviewRequest request, CancellationToken cancel)
    {
        var since = ChinaTime.StartOf(desk.Today.AddMonths(-await teams.LongestReviewAsync(cancel)));
        var vetoers = await (from review in db.Everywhere<JointReview>("which units vetoed somebody, wherever they were asked") where review.PersonId == personId
                             join opinion in db.Everywhere<ReviewOpinion>("which units vetoed somebody, wherever they were asked") on review.Id equals opinion.ReviewId
                             where opinion.Verdict == ReviewVerdict.Veto && opinion.JudgedAt >= since select opinion.Unit).Distinct().ToListAsync(cancel);
        var missing = vetoers.Except(request.Units).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0) throw QualificationRefusals.VetoersMissing(missing);
    }
}
