using Governance.Access;
using Governance.Grid.Categories;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Appraisals;

internal sealed class GetAppraisalResults(GridDb db, Caller caller, DivisionMap map, ReferenceNow reference)
{
    // Of two sheets each side knows the other's: who has to be frank about those above must not be told by the mean.
    private const int FewestSheets = 3;

    public async Task<Wire.AppraisalResults> Handle(Wire.GetAppraisalResultsRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Known("kind", request.Kind).OrThrow();
        var round = await db.AppraisalRoundsInSight(caller).AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw AppraisalRefusals.NotFound(request.Id);
        // Not to the county either: whoever knows how it stands could wait, or hurry somebody, until it stands well.
        if (round.State != AppraisalRoundState.Published) throw AppraisalRefusals.Open();
        var kind = (AppraisalKind)request.Kind;
        var means = await db.Everywhere<AppraisalSheet>("means of a round that the caller sees; no sheet is told").AsNoTracking().Where(s => s.RoundId == id && s.Kind == kind)
            .GroupBy(s => s.AboutCode).Select(g => new { g.Key, Count = g.Count(), Mean = g.Average(s => s.Score) }).ToListAsync(cancel);
        var rules = await reference.GetAsync(cancel);
        var reply = new Wire.AppraisalResults { RoundId = request.Id, Kind = request.Kind };
        foreach (var one in means.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            var row = new Wire.AppraisalResultRow { AboutCode = one.Key, Name = kind == AppraisalKind.UnitByCommunity ? rules.UnitName(one.Key) : await map.NameAsync(one.Key, cancel), SheetCount = one.Count };
            // A community has one town, and that town's word is an act of office.
            if (one.Count >= FewestSheets || kind == AppraisalKind.CommunityByTown) row.Score = Math.Round(one.Mean, 1);
            reply.Rows.Add(row);
        }
        return reply;
    }
}
