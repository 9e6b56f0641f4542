using Governance.Map;
using System.Globalization;
using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class CreateGrid(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    private const int LastNumber = 999;

    public async Task<Wire.Grid> Handle(Wire.CreateGridRequest request, CancellationToken cancel)
    {
        new Check()
            .CommunityCode("community_code", request.CommunityCode)
            .That(request.Code.Length == 0 || IsNumbered(request), "code", "NOT_A_GRID_CODE", "应为社区编码加 001 至 999 的三位编号")
            .GridName("name", request.Name)
            .Known("kind", request.Kind)
            .Households("household_count", request.HouseholdCount)
            .Buildings("building_count", request.BuildingCount)
            .OrThrow();
        var community = request.CommunityCode;
        if (await map.FindAsync(community, cancel) is null or { Retired: true }) throw DivisionRefusals.NotFound(community);
        caller.MustCover(community);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnsAsync(community, cancel);
        // Somebody may have reorganised it while we waited for our turn.
        if (!await db.Divisions.AnyAsync(d => d.Code == community && d.RetiredAt == null, cancel)) throw DivisionRefusals.NotFound(community);
        var code = request.Code.Length > 0 ? request.Code : await NextFreeAsync(community, cancel);
        var grid = Grid.Create(code, request.Name.Trim(), (GridKind)request.Kind, request.HouseholdCount, request.BuildingCount, clock.GetUtcNow());
        db.Add(grid);
        try
        {
            var reply = await db.SaveAsync(grid.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == GridTable.CodeIsUnique)
        {
            throw GridRefusals.CodeTaken(code);
        }
    }

    // The lowest number that no grid has ever had: a code wanted by name may have left gaps.
    private async Task<string> NextFreeAsync(string community, CancellationToken cancel)
    {
        _ = Area.TryParse(community, out var area);
        var taken = await db.Grids.In(area).Select(g => g.Area).ToHashSetAsync(StringComparer.Ordinal, cancel);
        for (var number = 1; number <= LastNumber; number++)
        {
            var code = community + number.ToString("000", CultureInfo.InvariantCulture);
            if (!taken.Contains(code)) return code;
        }
        throw GridRefusals.NumbersUsedUp(community);
    }

    private static bool IsNumbered(Wire.CreateGridRequest request) => request.Code.Length == 15 && Area.TryParse(request.Code, out _)
        && request.Code.StartsWith(request.CommunityCode, StringComparison.Ordinal) && !request.Code.EndsWith("000", StringComparison.Ordinal);
}
