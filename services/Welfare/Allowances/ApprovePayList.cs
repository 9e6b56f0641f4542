using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class ApprovePayList(WelfareDb db, AllowanceDesk desk, PayListDesk lists, PayListRows rows)
{
    public async Task<Wire.PayList> Handle(Wire.ApprovePayListRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var list = await lists.FindAsync(request.Id, request.Etag, new Check(), cancel);
        await rows.HoldCountyAsync(list.Area, cancel);
        list.Approve(await rows.SumAsync(list.Id, cancel), desk.Me);
        var reply = await db.SaveAsync(list.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
