using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class ServeCareOrder(WelfareDb db, CareDesk desk, PersonDesk people)
{
    public async Task<Wire.CareOrder> Handle(Wire.ServeCareOrderRequest request, CancellationToken cancel)
    {
        var at = request.ServeTime?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;
        var check = new Check().That(at <= people.Me.At, "serve_time", "IN_THE_FUTURE", "不能晚于现在").Within("minutes", request.Minutes, 1, 720);
        var order = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        await people.MustHaveLivedAsync(order.PersonId, ChinaTime.DateOf(at), cancel);
        db.Add(order.Serve(at, request.Minutes, people.Me));
        return await db.SaveAsync(order.ToWire, cancel);
    }
}
