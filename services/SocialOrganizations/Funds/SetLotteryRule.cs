using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class SetLotteryRule(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.LotteryRule> Handle(Wire.SetLotteryRuleRequest request, CancellationToken cancel)
    {
        new Check().Division("division_code", request.DivisionCode, out var area, longest: 6).Date("since_date", request.SinceDate, out var since).Within("share_permille", request.SharePermille, 1, 1_000).OrThrow();
        var rule = LotteryRule.Set(area.Code, since, request.SharePermille, desk.Now);
        db.Add(rule);
        try
        {
            return await db.SaveAsync(() => FundDesk.Of(rule), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == LotteryRuleTable.Once)
        {
            throw FundRefusals.RuleExists();
        }
    }
}
