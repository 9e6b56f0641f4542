using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class SetCaseLimit(WelfareDb db, Caller caller, TimeProvider clock)
{
    private const string Province = "51";

    public async Task<Wire.CaseLimit> Handle(Wire.SetCaseLimitRequest request, CancellationToken cancel)
    {
        var limit = request.Limit ?? new Wire.CaseLimit();
        new Check().Known("limit.kind", limit.Kind).Within("limit.amount", limit.Amount, 1, 1000).Known("limit.unit", limit.Unit).Date("limit.since_date", limit.SinceDate, out var since)
            .That(since >= clock.Today(), "limit.since_date", "IN_THE_PAST", "不能早于今天").OrThrow();
        caller.MustCover(Province);
        var row = new CaseLimit { Kind = (CaseLimitKind)limit.Kind, Since = since, Amount = limit.Amount, Unit = (CaseLimitUnit)limit.Unit };
        db.Add(row);
        try
        {
            return await db.SaveAsync(() => CaseWire.Of(row), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == CaseLimitTable.Key)
        {
            throw CaseRefusals.LimitSet();
        }
    }
}
