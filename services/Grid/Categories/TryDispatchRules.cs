using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Categories;

/// <summary>Rules are tried on history: the database gives how many calls there were of each place, category and unit, and the rules of today and those to try are asked once for each.</summary>
internal sealed class TryDispatchRules(GridDb db, Caller caller, DivisionMap map, ReferenceNow reference)
{
    private const int MostRows = 500, MostDays = 92;

    public async Task<Wire.DispatchTrial> Handle(Wire.TryDispatchRulesRequest request, CancellationToken cancel)
    {
        var today = await reference.GetAsync(cancel);
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Date("from_date", request.FromDate, out var first).Date("to_date", request.ToDate, out var last);
        check.That(request.DivisionCode.Length != 2, "division_code", "TOO_WIDE", "应为市级及以下的区划").That(last >= first && last.DayNumber - first.DayNumber <= MostDays, "to_date", "OUT_OF_RANGE", $"应不早于起始日期，且不超过 {MostDays} 天");
        var wanted = await map.ReadRulesAsync(check, today, request.DivisionCode, request.Rules, cancel);
        check.OrThrow();
        if (!caller.Covers(area.Code)) throw DivisionRefusals.NotFound(request.DivisionCode);
        var tried = today.WithRules(area.Code, wanted.Select(w => new DispatchRule { Area = area.Code, CategoryCode = w.Key, UnitCode = w.Value }));

        var (from, before) = (Uuid7.Floor(ChinaTime.StartOf(first)), Uuid7.Floor(ChinaTime.StartOf(last.AddDays(1))));
        var groups = await db.Calls.AsNoTracking().In(area).Where(c => c.Id >= from && c.Id < before && c.Category != null).GroupBy(c => new { c.Area, c.Category, c.Unit })
            .Select(g => new { g.Key.Area, Category = g.Key.Category!, g.Key.Unit, Calls = g.Count(), Returned = g.Count(c => c.ReturnCount > 0) }).OrderBy(g => g.Area).ToListAsync(cancel);
        var trial = new Wire.DispatchTrial { DivisionCode = area.Code, CallCount = groups.Sum(g => g.Calls) };
        var changes = new Dictionary<(string, string?, string?), Wire.DispatchChange>();
        foreach (var group in groups)
        {
            if (today.Leaf(group.Category) is not { } category) continue;
            var (unit, then) = (today.Dispatch(category, group.Area).Unit, tried.Dispatch(category, group.Area));
            if (unit == then.Unit) continue;
            if (!changes.TryGetValue((category.Code, unit, then.Unit), out var change))
            {
                changes[(category.Code, unit, then.Unit)] = change = new() { CategoryCode = category.Code, CategoryName = category.Name, UnitCode = unit ?? "", TriedUnitCode = then.Unit ?? "", Reason = then.Reason };
            }
            change.CallCount += group.Calls;
            change.ReturnedCount += group.Returned;
            if (group.Unit is not null && group.Unit == then.Unit) change.MatchedCount += group.Calls;
        }
        trial.ChangedCount = changes.Values.Sum(c => c.CallCount);
        trial.Changes.AddRange(changes.Values.OrderByDescending(c => c.CallCount).ThenBy(c => c.CategoryCode, StringComparer.Ordinal).Take(MostRows));
        return trial;
    }
}
