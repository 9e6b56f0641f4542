using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class SetDisputeLimit(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.DisputeLimit> Handle(Wire.SetDisputeLimitRequest request, CancellationToken cancel)
    {
        var limit = request.Limit ?? new Wire.DisputeLimit();
        new Check()
            .Division("limit.division_code", limit.DivisionCode, out _)
            .That(limit.DivisionCode.Length <= 6 && await map.FindAsync(limit.DivisionCode, cancel) is { Retired: false }, "limit.division_code", "UNKNOWN_PLACE", "应为省、市（州）或县（市、区）")
            .Known("limit.kind", limit.Kind)
            .Within("limit.amount", limit.Amount, 1, 365)
            .Date("limit.since_date", limit.SinceDate, out var since)
            .That(since >= clock.Today(), "limit.since_date", "IN_THE_PAST", "不能早于今天")
            .OrThrow();
        caller.MustCover(limit.DivisionCode);
        var row = new DisputeLimit { Area = limit.DivisionCode, Kind = (DisputeLimitKind)limit.Kind, Since = since, Amount = limit.Amount };
        db.Add(row);
        try
        {
            return await db.SaveAsync(() => DisputeWire.Of(row), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == DisputeLimitTable.Key)
        {
            throw DisputeRefusals.LimitSet();
        }
    }
}
