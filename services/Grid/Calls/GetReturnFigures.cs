using Governance.Access;
using Governance.Grid.Categories;
using Governance.Grid.Divisions;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class GetReturnFigures(GridDb db, Caller caller, DivisionMap map, ReferenceNow reference)
{
    public async Task<Wire.ReturnFigures> Handle(Wire.GetReturnFiguresRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Date("from_date", request.FromDate, out var first).Date("to_date", request.ToDate, out var last);
        check.That(last >= first && last.DayNumber - first.DayNumber <= 366, "to_date", "OUT_OF_RANGE", "应不早于起始日期，且不超过 366 天").OrThrow();
        if (caller.Reach != Reach.Area || !caller.Covers(area.Code) || await map.FindAsync(area.Code, cancel) is null) throw DivisionRefusals.NotFound(request.DivisionCode);

        var (from, before) = (Uuid7.Floor(ChinaTime.StartOf(first)), Uuid7.Floor(ChinaTime.StartOf(last.AddDays(1))));
        var returns = db.CallReturns.AsNoTracking().In(area).Where(r => r.Id >= from && r.Id < before);
        var units = await returns.GroupBy(r => r.Unit).Select(g => new { Unit = g.Key, Count = g.Count(), Again = g.Count(r => r.Ordinal > 1) }).ToListAsync(cancel);
        var calls = await returns.Select(r => r.CallId).Distinct().CountAsync(cancel);
        var rules = await reference.GetAsync(cancel);
        return new Wire.ReturnFigures
        {
            DivisionCode = area.Code,
            ReturnCount = units.Sum(u => u.Count),
            CallCount = calls,
            Units =
            {
                units.OrderByDescending(u => u.Count).ThenBy(u => u.Unit, StringComparer.Ordinal)
                    .Select(u => new Wire.ReturnFigureRow { UnitCode = u.Unit, UnitName = rules.UnitName(u.Unit), ReturnCount = u.Count, AgainCount = u.Again }),
            },
        };
    }
}
