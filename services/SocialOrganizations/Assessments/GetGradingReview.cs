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
        // Who is on the panel sees what they gave themselves until it is announced: nobody scores by what the others have given.
        var scoring = grading.State == GradingState.Applied ? panel.FirstOrDefault(p => p.Subject == desk.Me) : null;
        var reply = new Wire.GradingReview { GradingId = request.GradingId, Points = scheme.Points };
        if (scoring is null)
        {
            (reply.Mean, reply.Median, reply.Enough) = (Math.Round(scores.Mean, 2), scores.Median, scores.Count >= scheme.MinScores);
            reply.Grade = scores.Count == 0 ? 0 : (Wire.OrganizationGrade)(scheme.GradeOf(scores.Mean) ?? 0);
        }
        reply.Scores.AddRange(given.Where(s => scoring is null || s.PanelistId == scoring.Id).Select(s => AssessmentDesk.Of(s, scoring is null && scores.IsOutlier(s.Total))));
        reply.RecusedIds.AddRange(panel.Where(p => p.IsBarredFrom(grading) && !given.Any(s => s.PanelistId == p.Id)).Select(p => p.Id.ToString()));
        return reply;
    }
}
