using Governance.PartyBuilding.People;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class JudgeJointReview(PartyDb db, QualificationDesk desk, PersonWire people)
{
    public async Task<Wire.ReviewOpinion> Handle(Wire.JudgeJointReviewRequest request, CancellationToken cancel)
    {
        var vetoes = request.Verdict == Wire.ReviewVerdict.Veto;
        var check = new Check().Id("id", request.Id, out var id).Known("verdict", request.Verdict).That(vetoes || request.Reason.Length == 0, "reason", "ONLY_WITH_A_VETO", "只有否决须填理由");
        if (vetoes) check.Text("reason", request.Reason, 200, min: 4);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (opinion, review) = await desk.HoldAsync(id, cancel);
        opinion.Judge(review, (ReviewVerdict)request.Verdict, vetoes ? people.SealReason(request.Reason.Trim()) : null, desk.Now);
        var names = await people.NamesAsync([opinion.PersonId], cancel);
        var reply = await db.SaveAsync(() => desk.Of(opinion, review.State, names[opinion.PersonId]), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
