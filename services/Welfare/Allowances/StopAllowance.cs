using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class StopAllowance(WelfareDb db, AllowanceDesk desk, PayListRows rows, Deaths deaths)
{
    public async Task<Wire.Allowance> Handle(Wire.StopAllowanceRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("ground", request.Ground).That(request.Ground != Wire.StopGround.Duplicate, "ground", "NOT_YOURS_TO_SAY", "重复档案合并时自动停发，不能填写").Date("date", request.Date, out var on).That(on <= desk.Today && on >= desk.Today.AddYears(-1), "date", "OUT_OF_RANGE", "不能晚于今天，也不能早于一年前");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var allowance = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        await rows.HoldCountyAsync(allowance.Area, cancel);
        var last = request.Ground == Wire.StopGround.Died ? await desk.LastMonthOfAsync(allowance.Area, allowance.Kind, await deaths.EnterAsync(allowance.PersonId, on, cancel), cancel) : Months.Of(on);
        allowance.Stop((StopGround)request.Ground, last, desk.Me.At);
        await rows.TakeOffAsync([allowance.Id], [last], cancel);
        var reply = await desk.SaveAsync(allowance, cancel);
        await deaths.FollowAsync(cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
