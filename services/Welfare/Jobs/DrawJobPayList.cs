using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.Allowances;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class DrawJobPayList(WelfareDb db, JobDesk desk, JobRows rows, JobRuleBook rules, Caller caller, DivisionMap map)
{
    private const int ArrearMonths = 11;

    public async Task<Wire.JobPayList> Handle(Wire.DrawJobPayListRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var county).That(request.DivisionCode.Length == 6, "division_code", "NOT_A_COUNTY", "应为 6 位区（县）编码");
        var month = Months.Read(check, "month", request.Month);
        var now = Months.Of(desk.Today);
        check.That(month <= now && month >= now.AddMonths(-ArrearMonths), "month", "OUT_OF_RANGE", "应为本月或此前十一个月").OrThrow();
        if (!caller.Covers(county.Code) || await map.FindAsync(county.Code, cancel) is null) throw PersonRefusals.NoDivision(request.DivisionCode);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldCountyAsync(county.Code, cancel);
        var list = await rows.OpenAsync(county.Code, month, desk.Me.At, cancel);
        list.MustBeOpen();
        var rates = new List<(DateOnly Month, long Fen)>();
        for (var at = month.AddMonths(-ArrearMonths); at <= month; at = at.AddMonths(1))
        {
            if (await rules.FindAsync(county.Code, at, cancel) is { } rule) rates.Add((at, rule.MonthlyFen));
        }
        await rows.FillAsync(list, county, [.. rates.Select(r => r.Month)], [.. rates.Select(r => r.Fen)], desk.Today, cancel);
        list.Draw(await rows.SumAsync(list.Id, cancel), desk.Me);
        var reply = await db.SaveAsync(list.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
