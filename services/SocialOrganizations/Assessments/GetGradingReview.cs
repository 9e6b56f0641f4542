using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class GetGradingReview(AssessmentDesk desk)
{
    public async Task<Wire.GradingReview> Handle(Wire.GetGradingReviewRequest request, CancellationToken cancel)
    {
        new Check().Id("grading_id", request.GradingId, out var id).OrThrow();
        var grading = await desk.FindAsync(id, cancel);
        var scheme = await desk.SchemeOfAsync(grading, cancel);
        var (scores, given, panel) = await desk.ReviewAsync(grading, scheme, cancel);
        // As in GetPanelReview, until it is announced.
        var seat = panel.FirstOrDefault(p => p.Subject == desk.Me);
        var scoring = grading.State == GradingState.Applied && (seat is not null || desk.MayScore);
        var reply = new Wire.GradingReview { GradingId = request.GradingId, Points = scheme.Points };
        if (!scoring)
        {
            (reply.Mean, reply.Median, reply.Enough) = (Math.Round(scores.Mean, 2), scores.Median, scores.Count >= scheme.MinScores);
            reply.Grade = scores.Count == 0 ? 0 : (Wire.OrganizationGrade)(scheme.GradeOf(scores.Mean) ?? 0);
        }
        reply.Scores.AddRange(given.Where(s => !scoring || s.PanelistId == seat?.Id).Select(s => AssessmentDesk.Of(s, !scoring && scores.IsOutlier(s.Total))));
        reply.RecusedIds.AddRange(panel.Where(p => p.IsBarredFrom(grading) && !given.Any(s => s.PanelistId == p.Id)).Select(p => p.Id.ToString()));
        return reply;
    }
}
