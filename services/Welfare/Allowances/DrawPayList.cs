using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class DrawPayList(WelfareDb db, Caller caller, DivisionMap map, AllowanceDesk desk, AllowanceRuleBook rules, PayListRows rows)
{
    private const int ArrearMonths = 11, DisabilityKinds = 7, Grades = 4;

    public async Task<Wire.PayList> Handle(Wire.DrawPayListRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var county).That(request.DivisionCode.Length == 6, "division_code", "NOT_A_COUNTY", "应为 6 位区（县）编码");
        var month = Months.Read(check, "month", request.Month);
        check.That(month <= desk.ThisMonth && month >= desk.ThisMonth.AddMonths(-ArrearMonths), "month", "OUT_OF_RANGE", "应为本月或此前十一个月").OrThrow();
        if (!caller.Covers(county.Code) || await map.FindAsync(county.Code, cancel) is null) throw PersonRefusals.NoDivision(request.DivisionCode);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldCountyAsync(county.Code, cancel);
        var ended = await desk.EndWhatNoLongerHoldsAsync(county, cancel);
        // Before the list is read: its version rises with what is taken off.
        await rows.TakeOffAsync([.. ended.Keys], [.. ended.Values], cancel);
        var list = await rows.OpenAsync(county.Code, month, desk.Me.At, cancel);
        list.MustBeOpen();
        await rows.FillAsync(list, county, await RatesAsync(county.Code, month, cancel), ended, cancel);
        list.Draw(await rows.SumAsync(list.Id, cancel), desk.Me);
        var reply = await db.SaveAsync(list.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    // Rules are set for a county at the finest: one rate holds for all of it.
    private async Task<List<PayRate>> RatesAsync(string county, DateOnly month, CancellationToken cancel)
    {
        var rates = new List<PayRate>();
        foreach (var kind in Enum.GetValues<AllowanceKind>())
        {
            for (var at = month.AddMonths(-ArrearMonths); at <= month; at = at.AddMonths(1))
            {
                if (await rules.FindAsync(county, kind, at, cancel) is not { } rule) continue;
                for (var disability = 1; disability <= DisabilityKinds; disability++)
                {
                    for (var grade = 1; grade <= Grades; grade++)
                    {
                        var fen = rule.AmountFor(disability * 10 + grade);
                        if (fen > 0) rates.Add(new PayRate(at, kind, disability * 10 + grade, fen));
                    }
                }
            }
        }
        return rates;
    }
}
