using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class CheckCareOrder(WelfareDb db, CareDesk desk, PersonDesk people)
{
    public async Task<Wire.CareOrder> Handle(Wire.CheckCareOrderRequest request, CancellationToken cancel)
    {
        var check = new Check().Within("score", request.Score, request.Received ? 1 : 0, request.Received ? 5 : 0);
        var order = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        order.Check(request.Received, request.Score, people.Me);
        // What was not received is no service of the person.
        if (!request.Received && await db.CareRecords.FirstOrDefaultAsync(r => r.RecordId == order.Id, cancel) is { } record) db.Remove(record);
        return await db.SaveAsync(order.ToWire, cancel);
    }
}
