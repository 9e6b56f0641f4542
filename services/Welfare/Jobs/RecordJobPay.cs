using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class RecordJobPay(WelfareDb db, JobDesk desk)
{
    public async Task<Wire.JobPayList> Handle(Wire.RecordJobPayRequest request, CancellationToken cancel)
    {
        var check = new Check().Date("pay_date", request.PayDate, out var on).That(on <= desk.Today, "pay_date", "IN_THE_FUTURE", "不能晚于今天").Text("voucher", request.Voucher, 50, min: 2);
        var list = await desk.FindListAsync(request.Id, request.Etag, check, cancel);
        list.Record(on, request.Voucher.Trim());
        return await db.SaveAsync(list.ToWire, cancel);
    }
}
