using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class SetOrganizationRule(PartyDb db, RuleBook rules, TimeProvider clock)
{
    public async Task<Wire.OrganizationRule> Handle(Wire.SetOrganizationRuleRequest request, CancellationToken cancel)
    {
        var wanted = request.Rule ?? new Wire.OrganizationRule();
        var check = new Check().Division("rule.division_code", wanted.DivisionCode, out var area).Known("rule.kind", wanted.Kind).That(Enum.IsDefined(wanted.Seat), "rule.seat", "UNKNOWN_VALUE", "不是有效的取值")
            .Within("rule.min_full_members", wanted.MinFullMembers, 0, 10_000).Within("rule.term_years", wanted.TermYears, 0, 10).Within("rule.max_extension_months", wanted.MaxExtensionMonths, 0, 60)
            .Within("rule.remind_months", wanted.RemindMonths, 0, 24).Date("rule.since_date", wanted.SinceDate, out var since);
        // What was established and elected stays right.
        check.That(since == default || since >= clock.Today(), "rule.since_date", "IN_THE_PAST", "不能早于今天").OrThrow();
        var rule = OrganizationRule.Set(area.Code, (OrganizationKind)wanted.Kind, wanted.Seat == 0 ? null : (OrganizationSeat)wanted.Seat, wanted.MinFullMembers, wanted.TermYears, wanted.MaxExtensionMonths,
            wanted.RemindMonths, since, clock.GetUtcNow());
        if (await rules.FloorAsync(rule.Kind, rule.Seat, since, cancel) is { } floor)
        {
            floor.Hold(check, rule);
            check.OrThrow();
        }
        db.Add(rule);
        try
        {
            return await db.SaveAsync(rule.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == OrganizationRuleTable.Once)
        {
            throw PlaceRefusals.RuleExists();
        }
    }
}
