using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Honours;

internal sealed class OpenHonour(VolunteersDb db, HonourDesk desk, DivisionMap map)
{
    private const int LongestInDays = 366;

    public async Task<Wire.Honour> Handle(Wire.OpenHonourRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Text("title", request.Title, 50, min: 2).Known("method", request.Method)
            .Within("winner_count", request.WinnerCount, 1, 100).Date("from_date", request.FromDate, out var from).Date("to_date", request.ToDate, out var to);
        check.That(from >= desk.Today, "from_date", "PAST", "不能早于今天").That(to >= from && to.DayNumber - from.DayNumber <= LongestInDays, "to_date", "OUT_OF_RANGE", "应不早于起始日期，且不超过 366 天");
        check.Standing(await map.FindAsync(request.DivisionCode, cancel), "division_code", "没有这个行政区划，或已撤销").OrThrow();
        var honour = Honour.Open(area.Code, request.Title.Trim(), (HonourMethod)request.Method, request.WinnerCount, from, to, desk.Now);
        db.Add(honour);
        var division = await map.NameAsync(area.Code, cancel);
        return await db.SaveAsync(() => HonourDesk.Of(honour, division), cancel);
    }
}
