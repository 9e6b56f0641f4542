using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class PreviewReorganization(ReorganizationDesk desk, CommunityRows rows)
{
    public async Task<Wire.ReorganizationPreview> Handle(Wire.PreviewReorganizationRequest request, CancellationToken cancel)
    {
        var plan = await desk.FindAsync(request.Id, "", new Check(), cancel);
        plan.MustNotHaveEnded();
        var moves = new Resettlement(plan, await rows.GridsAsync(plan.Sources, tracked: false, cancel), await rows.WorkersAsync(plan.Sources, tracked: false, cancel), await rows.RulesAsync(plan.Sources, cancel));
        var counts = moves.Count(await rows.AtPlacesAsync(plan.Sources, moves.Retired, cancel));
        return new Wire.ReorganizationPreview
        {
            Id = plan.Id.ToString(),
            Moves = { counts.Select(c => new Wire.ReorganizationMove { FromCode = c.Key.From, ToCode = c.Key.To, Counts = c.Value.ToWire() }) },
            Total = counts.Values.Aggregate(default(MoveCounts), (a, b) => a + b).ToWire(),
            RuleConflictCount = moves.RuleConflicts,
            DoubleWorkerCount = moves.DoubleWorkers.Count,
            UnassignedGridCount = moves.Unassigned,
        };
    }
}
