using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class GetPanelReview(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.PanelReview> Handle(Wire.GetPanelReviewRequest request, CancellationToken cancel)
    {
        new Check().Id("candidacy_id", request.CandidacyId, out var id).OrThrow();
        var candidacy = await db.Candidacies.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw IncubationRefusals.NoCandidacy(request.CandidacyId);
        var intake = await db.Intakes.AsNoTracking().FirstAsync(i => i.Id == candidacy.IntakeId, cancel);
        var (review, panel) = await desk.ReviewAsync(intake, candidacy, cancel);
        var reply = new Wire.PanelReview { CandidacyId = request.CandidacyId, Points = intake.Points, Mean = Math.Round(review.Mean, 2), Median = review.Median, Enough = review.Enough, Passed = review.Passed };
        reply.Scores.AddRange(review.Scores.Select(s => IncubationDesk.Of(s, review.IsOutlier(s))));
        reply.RecusedIds.AddRange(panel.Where(p => p.IsBarredFrom(candidacy)).Select(p => p.Id.ToString()));
        return reply;
    }
}
