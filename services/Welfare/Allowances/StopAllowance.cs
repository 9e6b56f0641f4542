using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class StopAllowance(WelfareDb db, AllowanceDesk desk, PayListRows rows)
{
    public async Task<Wire.Allowance> Handle(Wire.StopAllowanceRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("ground", request.Ground).Date("date", request.Date, out var on).That(on <= desk.Today && on >= desk.Today.AddYears(-1), "date", "OUT_OF_RANGE", "不能晚于今天，也不能早于一年前");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var allowance = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        await rows.HoldCountyAsync(allowance.Area, cancel);
        allowance.Stop((StopGround)request.Ground, Months.Of(on), desk.Me.At);
        await rows.TakeOffAsync(allowance.Id, Months.Of(on), cancel);
        var reply = await desk.SaveAsync(allowance, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
