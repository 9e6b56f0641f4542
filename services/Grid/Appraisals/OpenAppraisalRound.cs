using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class OpenAppraisalRound(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.AppraisalRound> Handle(Wire.OpenAppraisalRoundRequest request, CancellationToken cancel)
    {
        var year = clock.Today().Year;
        new Check()
            .That(request.DivisionCode.Length == 6 && await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "应为县（市、区）")
            .Within("year", request.Year, year - 1, year)
            .OrThrow();
        caller.MustCover(request.DivisionCode);
        string[] places = [request.DivisionCode, request.DivisionCode[..4], request.DivisionCode[..2]];
        // The nearest division decides, and there the newest.
        var newest = (await db.Questionnaires.AsNoTracking().Where(q => places.Contains(q.Area)).Select(q => new { q.Id, q.Kind, q.Area, q.Edition }).ToListAsync(cancel))
            .GroupBy(q => q.Kind).OrderBy(g => g.Key).Select(g => g.OrderByDescending(q => q.Area.Length).ThenByDescending(q => q.Edition).First().Id).ToList();
        if (newest.Count < Enum.GetValues<AppraisalKind>().Length) throw AppraisalRefusals.Missing();
        var round = AppraisalRound.Open(request.DivisionCode, request.Year, newest, clock.GetUtcNow());
        db.Add(round);
        try
        {
            return await db.SaveAsync(round.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == AppraisalRoundTable.OneAYear)
        {
            throw AppraisalRefusals.Exists(request.Year);
        }
    }
}
