using System.Globalization;
using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Grid.Grids;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class PlanReorganization(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.Reorganization> Handle(Wire.PlanReorganizationRequest request, CancellationToken cancel)
    {
        Check(request);
        foreach (var source in request.SourceCodes)
        {
            // Outside the caller's areas does not exist: who may not plan there is not told that it does.
            if (!caller.Covers(source) || await map.FindAsync(source, cancel) is null or { Retired: true }) throw DivisionRefusals.NotFound(source);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var town = request.SourceCodes[0][..9];
        await db.TakeTurnsAsync(town, cancel);
        var wanted = await WantedAsync(request, town, cancel);
        var plan = Reorganization.Plan((ReorganizationKind)request.Kind, request.SourceCodes, wanted, request.Reason.Trim(), caller.Subject, clock.GetUtcNow());
        db.Add(plan);
        var reply = await db.SaveAsync(plan.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private static void Check(Wire.PlanReorganizationRequest request)
    {
        var (kind, sources, successors) = (request.Kind, request.SourceCodes, request.Successors);
        var check = new Check()
            .Known("kind", kind)
            .Few("source_codes", sources.Count, kind == Wire.ReorganizationKind.Merge ? Reorganization.MostCommunities : 1, min: kind == Wire.ReorganizationKind.Merge ? 2 : 1)
            .Few("successors", successors.Count, kind == Wire.ReorganizationKind.Split ? Reorganization.MostCommunities : 1, min: kind == Wire.ReorganizationKind.Split ? 2 : 1)
            .Text("reason", request.Reason, max: 500);
        for (var i = 0; i < sources.Count; i++)
        {
            check.CommunityCode($"source_codes[{i}]", sources[i])
                .That(sources.Take(i).All(s => s != sources[i]), $"source_codes[{i}]", "TWICE", "同一社区出现了两次")
                .That(sources[i].Length != 12 || sources[0].Length != 12 || sources[i].StartsWith(sources[0][..6], StringComparison.Ordinal), $"source_codes[{i}]", "ANOTHER_COUNTY", "参与调整的社区应属于同一个县（市、区）");
        }
        if (kind == Wire.ReorganizationKind.Convert) check.That(sources.All(s => !Division.IsCommunity(s)), "source_codes[0]", "IS_A_COMMUNITY", "已是社区，不需要“村改居”");
        var grids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < successors.Count; i++)
        {
            var (successor, at) = (successors[i], $"successors[{i}].");
            var stays = sources.Contains(successor.Code) || (kind == Wire.ReorganizationKind.Rename && successor.Code.Length == 0);
            check.That(System.Enum.IsDefined(successor.Kind), at + "kind", "UNKNOWN_VALUE", "不是有效的取值").Text(at + "name", successor.Name, max: 100, min: stays && kind != Wire.ReorganizationKind.Rename ? 0 : 1);
            if (successor.Code.Length > 0)
            {
                check.CommunityCode(at + "code", successor.Code)
                    .That(sources.Count == 0 || sources[0].Length != 12 || successor.Code.StartsWith(sources[0][..6], StringComparison.Ordinal), at + "code", "ANOTHER_COUNTY", "应与参与调整的社区属于同一个县（市、区）")
                    .That(successors.Take(i).All(s => s.Code != successor.Code), at + "code", "TWICE", "同一编码出现了两次")
                    .That(kind != Wire.ReorganizationKind.Rename || stays, at + "code", "CODE_STAYS", "更名不改变编码")
                    .That(kind != Wire.ReorganizationKind.Convert || Division.IsCommunity(successor.Code), at + "code", "NOT_A_COMMUNITY", "社区编码末三位应为 001 至 199")
                    .That(successor.Kind != Wire.CommunityKind.Village || !Division.IsCommunity(successor.Code), at + "kind", "CODE_OF_A_COMMUNITY", "编码末三位为 001 至 199 的是社区，不能是行政村");
            }
            check.That(kind != Wire.ReorganizationKind.Convert || successor.Kind != Wire.CommunityKind.Village, at + "kind", "STAYS_A_VILLAGE", "“村改居”之后不能仍是行政村")
                .That(successor.GridCodes.Count == 0 || kind == Wire.ReorganizationKind.Split, at + "grid_codes", "ONLY_FOR_A_SPLIT", "只有拆分时才指定网格");
            for (var g = 0; g < successor.GridCodes.Count && kind == Wire.ReorganizationKind.Split; g++)
            {
                var code = successor.GridCodes[g];
                check.GridCode($"{at}grid_codes[{g}]", code)
                    .That(sources.Count == 0 || code.StartsWith(sources[0], StringComparison.Ordinal), $"{at}grid_codes[{g}]", "ANOTHER_COMMUNITY", "不是被拆分社区的网格")
                    .That(grids.Add(code), $"{at}grid_codes[{g}]", "TWICE", "同一网格出现了两次");
            }
        }
        check.OrThrow();
    }

    private async Task<List<WantedSuccessor>> WantedAsync(Wire.PlanReorganizationRequest request, string town, CancellationToken cancel)
    {
        var (sources, codes) = (request.SourceCodes, new List<string>());
        await GridsMustExistAsync(request, cancel);
        var given = request.Successors.Select(s => s.Code).Where(c => c.Length > 0 && !sources.Contains(c)).ToList();
        foreach (var above in given.Select(c => c[..9]).Distinct())
        {
            if (await map.FindAsync(above, cancel) is null or { Retired: true }) throw DivisionRefusals.NotFound(above);
        }
        var taken = await TakenAsync(town, given, cancel);
        if (given.Where(taken.Contains).ToList() is { Count: > 0 } reused) throw ReorganizationRefusals.CodeTaken(reused);
        taken.UnionWith(given);
        var wanted = new List<WantedSuccessor>();
        foreach (var successor in request.Successors)
        {
            var code = successor.Code.Length > 0 ? successor.Code : request.Kind == Wire.ReorganizationKind.Rename ? sources[0] : NextFree(town, request, taken);
            taken.Add(code);
            var name = successor.Name.Trim() is { Length: > 0 } given2 ? given2 : await map.NameAsync(code, cancel);
            CommunityKind? kind = request.Kind == Wire.ReorganizationKind.Rename ? null
                : successor.Kind != Wire.CommunityKind.Unspecified ? (CommunityKind)successor.Kind
                : request.Kind == Wire.ReorganizationKind.Convert ? CommunityKind.Fringe : null;
            wanted.Add(new WantedSuccessor(code, name, kind, [.. successor.GridCodes]));
        }
        return wanted;
    }

    private async Task GridsMustExistAsync(Wire.PlanReorganizationRequest request, CancellationToken cancel)
    {
        var named = request.Successors.SelectMany(s => s.GridCodes).ToList();
        if (named.Count == 0) return;
        var known = await db.Everywhere<Grids.Grid>("grids of a community that the caller covers; the permission to plan reads no grids").Where(g => named.Contains(g.Area) && g.RetiredAt == null)
            .Select(g => g.Area).ToHashSetAsync(StringComparer.Ordinal, cancel);
        var check = new Check();
        for (var i = 0; i < request.Successors.Count; i++)
        {
            for (var g = 0; g < request.Successors[i].GridCodes.Count; g++)
            {
                check.That(known.Contains(request.Successors[i].GridCodes[g]), $"successors[{i}].grid_codes[{g}]", "UNKNOWN_PLACE", "没有这个网格，或已撤销");
            }
        }
        check.OrThrow();
    }

    // Whatever the map has ever had, and what plans that wait have been promised.
    private async Task<HashSet<string>> TakenAsync(string town, List<string> given, CancellationToken cancel)
    {
        var taken = await db.Divisions.Where(d => d.ParentCode == town || given.Contains(d.Code)).Select(d => d.Code).ToHashSetAsync(StringComparer.Ordinal, cancel);
        var waiting = db.Everywhere<Reorganization>("that a code is promised is no secret; nothing else is told").Where(r => r.State == ReorganizationState.Planned || r.State == ReorganizationState.Approved);
        var promised = await waiting.SelectMany(r => r.Successors, (r, s) => new { s.Code, r.Sources }).Where(p => (p.Code.StartsWith(town) || given.Contains(p.Code)) && !p.Sources.Contains(p.Code))
            .Select(p => p.Code).ToListAsync(cancel);
        taken.UnionWith(promised);
        return taken;
    }

    private static string NextFree(string town, Wire.PlanReorganizationRequest request, HashSet<string> taken)
    {
        // Communities are numbered from 001, villages from 200: what comes of villages alone is a village, unless it is converted.
        var village = request.Kind != Wire.ReorganizationKind.Convert && request.SourceCodes.All(s => s[9] is '2' or '3');
        for (var number = village ? 200 : 1; number <= (village ? 399 : 199); number++)
        {
            var code = town + number.ToString("000", CultureInfo.InvariantCulture);
            if (!taken.Contains(code)) return code;
        }
        throw ReorganizationRefusals.NumbersUsedUp(town);
    }
}
