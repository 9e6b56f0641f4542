using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class SetPilotScheme(SocialOrgsDb db, ProjectDesk desk)
{
    public async Task<Wire.PilotScheme> Handle(Wire.SetPilotSchemeRequest request, CancellationToken cancel)
    {
        var wanted = request.Scheme ?? new Wire.PilotScheme();
        var check = new Check().Division("scheme.division_code", wanted.DivisionCode, out var area, longest: 9).That(wanted.DivisionCode.Length is 0 or <= 6, "scheme.division_code", "TOO_NARROW", "应为省、市（州）或县（市、区）").Known("scheme.kind", wanted.Kind)
            .Date("scheme.since_date", wanted.SinceDate, out var since).Few("scheme.criteria", wanted.Criteria.Count, 20, min: 1).Within("scheme.valid_years", wanted.ValidYears, 1, 10)
            .That(wanted.PassPoints > 0 && wanted.PassPoints <= wanted.Criteria.Sum(c => (long)c.Points), "scheme.pass_points", "OUT_OF_RANGE", "应大于 0，且不超过各项分值之和");
        for (var i = 0; i < wanted.Criteria.Count; i++) check.Text($"scheme.criteria[{i}].title", wanted.Criteria[i].Title, 50, min: 2).Within($"scheme.criteria[{i}].points", wanted.Criteria[i].Points, 1, 100);
        check.OrThrow();
        var scheme = PilotScheme.Set(area.Code, (PilotKind)wanted.Kind, since, [.. wanted.Criteria.Select(c => (c.Title.Trim(), c.Points))], wanted.PassPoints, wanted.ValidYears, desk.Now);
        db.Add(scheme);
        try
        {
            return await db.SaveAsync(() => ProjectDesk.Of(scheme), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PilotSchemeTable.Once)
        {
            throw ProjectRefusals.SchemeExists();
        }
    }
}
