using Governance.Map;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Categories;

internal sealed class SetDispatchRules(GridDb db, Caller caller, DivisionMap map, ReferenceNow reference)
{
    public async Task<Wire.SetDispatchRulesResponse> Handle(Wire.SetDispatchRulesRequest request, CancellationToken cancel)
    {
        var rules = await reference.GetAsync(cancel);
        var check = new Check();
        var wanted = await map.ReadRulesAsync(check, rules, request.DivisionCode, request.Rules, cancel);
        check.OrThrow();
        // Nothing may be written when there is nothing to write, so the guard of the rows would not see this.
        caller.MustCover(request.DivisionCode);
        var before = await db.DispatchRules.Where(r => r.Area == request.DivisionCode).ToDictionaryAsync(r => r.CategoryCode, cancel);
        foreach (var (category, unitCode) in wanted)
        {
            if (before.Remove(category, out var rule)) rule.UnitCode = unitCode;
            else db.Add(new DispatchRule { Area = request.DivisionCode, CategoryCode = category, UnitCode = unitCode });
        }
        db.RemoveRange(before.Values);
        var reply = new Wire.SetDispatchRulesResponse();
        reply.Rules.AddRange(wanted.Select(w => new Wire.DispatchRule { CategoryCode = w.Key, DivisionCode = request.DivisionCode, UnitCode = w.Value ?? "" }));
        await db.SaveAsync(() => reply, cancel);
        reference.Forget();
        return reply;
    }
}

internal static class DispatchRuleForm
{
    /// <summary>Rules of a division as they are wanted, to be set or to be tried: category → unit, null = the centre's queue.</summary>
    public static async Task<SortedDictionary<string, string?>> ReadRulesAsync(this DivisionMap map, Check check, Reference reference, string division, IReadOnlyList<Wire.DispatchRule> rules, CancellationToken cancel)
    {
        check.That(await map.FindAsync(division, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "没有这个行政区划，或已撤销")
            .Few("rules", rules.Count, 200);
        var wanted = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            check.That(rule.DivisionCode.Length == 0 || rule.DivisionCode == division, $"rules[{i}].division_code", "OTHER_DIVISION", "应与 division_code 相同或为空")
                .That(rule.CategoryCode.Length == 0 || reference.Categories.Any(c => c.Code == rule.CategoryCode), $"rules[{i}].category_code", "UNKNOWN_CATEGORY", "没有这个诉求类别")
                .That(rule.UnitCode.Length == 0 || reference.Unit(rule.UnitCode) is { } unit && division.StartsWith(unit.DivisionCode, StringComparison.Ordinal), $"rules[{i}].unit_code", "UNKNOWN_UNIT", "没有承办该地诉求的这个单位，或已停用");
            if (!wanted.TryAdd(rule.CategoryCode, rule.UnitCode.Length == 0 ? null : rule.UnitCode)) check.Broken($"rules[{i}].category_code", "TWICE", "同一类别出现了两次");
        }
        return wanted;
    }
}
