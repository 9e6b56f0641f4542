using Governance.Access;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class ImportCommunities(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    private const int MostRows = 2_000;

    public async Task<Wire.ImportCommunitiesResponse> Handle(Wire.ImportCommunitiesRequest request, CancellationToken cancel)
    {
        var check = new Check().Few("rows", request.Rows.Count, MostRows, min: 1);
        check.OrThrow();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < request.Rows.Count; i++)
        {
            var (row, at) = (request.Rows[i], $"rows[{i}].");
            check.Profile(at, row, mask: null).CommunityCode(at + "code", row.Code);
            if (row.Code.Length != 12) continue;
            if (!seen.Add(row.Code)) check.Broken(at + "code", "DUPLICATE_CODE", $"第 {i + 1} 行：编码与前面的行重复");
            // Also outside the caller's areas: what is not theirs does not exist.
            else if (!caller.Covers(row.Code) || await map.FindAsync(row.Code, cancel) is null or { Retired: true }) check.Broken(at + "code", "UNKNOWN_PLACE", $"第 {i + 1} 行：没有这个社区（村），或已撤销");
        }
        check.OrThrow();

        var codes = request.Rows.Select(r => r.Code).ToList();
        var known = await db.Communities.Where(c => codes.Contains(c.Area)).ToDictionaryAsync(c => c.Area, cancel);
        var counts = new Wire.ImportCommunitiesResponse();
        var now = clock.GetUtcNow();
        foreach (var row in request.Rows)
        {
            if (!known.TryGetValue(row.Code, out var community))
            {
                db.Add(Community.Enter(row.Code, row.Read(null, null), now));
                counts.AddedCount++;
            }
            else if (community.Describe(row.Read(null, community.Profile))) counts.ChangedCount++;
            else counts.UnchangedCount++;
        }
        try
        {
            return await db.SaveAsync(() => counts, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint is CommunityTable.OneProfile or Place.MustExist)
        {
            // Entered, or retired, since we looked, or since this replica last read the map.
            map.Forget();
            throw Etag.Overtaken();
        }
    }
}
