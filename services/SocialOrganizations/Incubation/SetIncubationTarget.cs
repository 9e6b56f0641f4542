using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class SetIncubationTarget(SocialOrgsDb db, IncubationDesk desk)
{
    public async Task<Wire.IncubationTarget> Handle(Wire.SetIncubationTargetRequest request, CancellationToken cancel)
    {
        var wanted = request.Target ?? new Wire.IncubationTarget();
        var check = new Check().Date("target.since_date", wanted.SinceDate, out var since).Within("target.coverage_percent", wanted.CoveragePercent, 1, 100).Few("target.excepted_codes", wanted.ExceptedCodes.Count, 21)
            .Within("target.functional_count", wanted.FunctionalCount, 0, 100_000).Within("target.interest_count", wanted.InterestCount, 0, 100_000);
        for (var i = 0; i < wanted.ExceptedCodes.Count; i++) check.That(Area.TryParse(wanted.ExceptedCodes[i], out var code) && code.Code.Length == 4, $"target.excepted_codes[{i}]", "NOT_A_PREFECTURE", "应为 4 位市（州）编码");
        check.OrThrow();
        var target = IncubationTarget.Set(since, wanted.CoveragePercent, wanted.ExceptedCodes, wanted.FunctionalCount, wanted.InterestCount, desk.Now);
        db.Add(target);
        try
        {
            return await db.SaveAsync(() => IncubationDesk.Of(target), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == IncubationTargetTable.Once)
        {
            throw IncubationRefusals.TargetExists();
        }
    }
}
