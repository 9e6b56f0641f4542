using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class SetGradingScheme(SocialOrgsDb db, AssessmentDesk desk)
{
    public async Task<Wire.GradingScheme> Handle(Wire.SetGradingSchemeRequest request, CancellationToken cancel)
    {
        var wanted = request.Scheme ?? new Wire.GradingScheme();
        var (minScores, outlier) = (wanted.MinScores == 0 ? 3 : wanted.MinScores, wanted.OutlierPercent == 0 ? 20 : wanted.OutlierPercent);
        var percents = wanted.GradePercents;
        var check = new Check().Division("scheme.division_code", wanted.DivisionCode, out var area, longest: 9).That(wanted.DivisionCode.Length is 0 or <= 6, "scheme.division_code", "TOO_NARROW", "应为省、市（州）或县（市、区）")
            .That(Enum.IsDefined(wanted.Kind), "scheme.kind", "UNKNOWN_VALUE", "不是有效的取值").Date("scheme.since_date", wanted.SinceDate, out var since).Few("scheme.criteria", wanted.Criteria.Count, 20, min: 1)
            .That(percents.Count == 5 && percents[0] > 0 && percents[4] <= 100 && percents.Zip(percents.Skip(1)).All(p => p.First < p.Second), "scheme.grade_percents", "NOT_RISING", "应为五个递增的百分比")
            .Within("scheme.min_scores", minScores, 3, 50).Within("scheme.outlier_percent", outlier, 1, 100).Within("scheme.objection_days", wanted.ObjectionDays, 1, 60).Within("scheme.valid_years", wanted.ValidYears, 1, 10);
        for (var i = 0; i < wanted.Criteria.Count; i++) check.Text($"scheme.criteria[{i}].title", wanted.Criteria[i].Title, 50, min: 2).Within($"scheme.criteria[{i}].points", wanted.Criteria[i].Points, 1, 1_000);
        check.OrThrow();
        var scheme = GradingScheme.Set(area.Code, wanted.Kind == 0 ? null : (OrganizationKind)wanted.Kind, since, [.. wanted.Criteria.Select(c => (c.Title.Trim(), c.Points))], percents, minScores, outlier, wanted.ObjectionDays, wanted.ValidYears, desk.Now);
        db.Add(scheme);
        try
        {
            return await db.SaveAsync(() => AssessmentDesk.Of(scheme), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == GradingSchemeTable.Once)
        {
            throw AssessmentRefusals.SchemeExists();
        }
    }
}
