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
        var (scores, given, barred) = await desk.ReviewAsync(grading, scheme, cancel);
        var reply = new Wire.GradingReview
        {
            GradingId = request.GradingId, Points = scheme.Points, Mean = Math.Round(scores.Mean, 2), Median = scores.Median, Enough = scores.Count >= scheme.MinScores,
            Grade = scores.Count == 0 ? 0 : (Wire.OrganizationGrade)(scheme.GradeOf(scores.Mean) ?? 0),
        };
        reply.Scores.AddRange(given.Select(s => AssessmentDesk.Of(s, scores.IsOutlier(s.Total))));
        reply.RecusedIds.AddRange(barred.Select(b => b.ToString()));
        return reply;
    }
}
