using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class ApproveJobPayList(WelfareDb db, JobDesk desk, JobRows rows)
{
    public async Task<Wire.JobPayList> Handle(Wire.ApproveJobPayListRequest request, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var list = await desk.FindListAsync(request.Id, request.Etag, new Check(), cancel);
        await rows.HoldCountyAsync(list.Area, cancel);
        list.Approve(await rows.SumAsync(list.Id, cancel), desk.Me);
        var reply = await db.SaveAsync(list.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
