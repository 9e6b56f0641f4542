using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class RepayAllowance(WelfareDb db, AllowanceDesk desk, PayListDesk lists, PayListRows rows)
{
    public async Task<Wire.PayList> Handle(Wire.RepayAllowanceRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("pay_date", request.PayDate, out var on).That(on <= desk.Today, "pay_date", "IN_THE_FUTURE", "不能晚于今天");
        var (allowance, month) = PayListDesk.ReadKey(check, "payment", request.Payment);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var list = await lists.FindAsync(request.Id, request.Etag, check, cancel);
        list.Repay(await rows.RepayAsync(list.Id, allowance, month, on, cancel) ?? throw AllowanceRefusals.NoPayment());
        var reply = await db.SaveAsync(list.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
