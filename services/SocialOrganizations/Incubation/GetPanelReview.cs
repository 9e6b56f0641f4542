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
        // Who is on the panel, or scores and may be seated yet, sees what they gave themselves until it is decided: nobody scores by what the others have given.
        var seat = panel.FirstOrDefault(p => p.Subject == desk.Me);
        var scoring = candidacy.State == CandidacyState.Submitted && (seat is not null || desk.MayScore);
        var reply = new Wire.PanelReview { CandidacyId = request.CandidacyId, Points = intake.Points };
        if (!scoring) (reply.Mean, reply.Median, reply.Enough, reply.Passed) = (Math.Round(review.Mean, 2), review.Median, review.Enough, review.Passed);
        reply.Scores.AddRange(review.Scores.Where(s => !scoring || s.PanelistId == seat?.Id).Select(s => IncubationDesk.Of(s, !scoring && review.IsOutlier(s))));
        reply.RecusedIds.AddRange(panel.Where(p => p.IsBarredFrom(candidacy) && !review.Scores.Any(s => s.PanelistId == p.Id)).Select(p => p.Id.ToString()));
        return reply;
    }
}
