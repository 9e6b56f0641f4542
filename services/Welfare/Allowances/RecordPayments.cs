using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class RecordPayments(WelfareDb db, AllowanceDesk desk, PayListDesk lists, PayListRows rows)
{
    public async Task<Wire.PayList> Handle(Wire.RecordPaymentsRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("pay_date", request.PayDate, out var on).That(on <= desk.Today, "pay_date", "IN_THE_FUTURE", "不能晚于今天").Text("voucher", request.Voucher, 50, min: 2).Few("returned", request.Returned.Count, 5_000);
        var returned = request.Returned.Select((key, i) => PayListDesk.ReadKey(check, $"returned[{i}]", key)).ToList();
        check.That(returned.Distinct().Count() == returned.Count, "returned", "TWICE", "同一笔发放出现了两次");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var list = await lists.FindAsync(request.Id, request.Etag, check, cancel);
        var paid = await rows.PayAsync(list.Id, on, [.. returned.Select(r => r.Allowance)], [.. returned.Select(r => r.Month)], cancel) ?? throw AllowanceRefusals.NoPayment();
        list.Record(on, request.Voucher.Trim(), paid);
        var reply = await db.SaveAsync(list.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
