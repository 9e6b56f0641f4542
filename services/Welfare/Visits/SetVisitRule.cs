using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class SetVisitRule(WelfareDb db, VisitRows visits, Caller caller, TimeProvider clock)
{
    private const string Province = "51";

    public async Task<Wire.VisitRule> Handle(Wire.SetVisitRuleRequest request, CancellationToken cancel)
    {
        var rule = request.Rule ?? new Wire.VisitRule();
        new Check().That(Enum.IsDefined(rule.RiskLevel), "rule.risk_level", "UNKNOWN_VALUE", "不是有效的取值").Known("rule.cadence", rule.Cadence).Date("rule.since_date", rule.SinceDate, out var since)
            .That(since >= clock.Today(), "rule.since_date", "IN_THE_PAST", "不能早于今天")
            .That(since.Day == 1, "rule.since_date", "NOT_THE_FIRST", "须为某月 1 日：走访按月排定").OrThrow();
        caller.MustCover(Province);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await visits.HoldScheduleAsync(cancel);
        new Check().That(!await visits.IsPlannedAsync(since, cancel), "rule.since_date", "ALREADY_PLANNED", "该月走访已排定，请从以后的月份起").OrThrow();
        var row = new VisitRule { Level = (short)rule.RiskLevel, Since = since, Cadence = (VisitCadence)rule.Cadence };
        db.Add(row);
        try
        {
            var reply = await db.SaveAsync(() => VisitWire.Of(row), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == VisitRuleTable.Key)
        {
            throw VisitRefusals.RuleSet();
        }
    }
}
