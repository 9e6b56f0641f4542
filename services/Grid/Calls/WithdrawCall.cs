using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

/// <summary>Whoever called about the same is not withdrawn with it: one of their calls goes on, and with it the whistle; where there is none, nobody whom the whistle summons is waited for.</summary>
internal sealed class WithdrawCall(GridDb db, CallDesk desk, CallHeirs heirs)
{
    public async Task<Wire.Call> Handle(Wire.WithdrawCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500), cancel);
        var tasks = call.OpenTasks;
        var merged = await heirs.OfAsync(call, cancel);
        if (tasks > 0 && merged.Count == 0) (await heirs.SoundingAsync(call, cancel))?.Withdraw(request.Reason, call, desk.Me);
        call.Withdraw(request.Reason, merged, await desk.RulesAsync(cancel), desk.Me);
        if (merged.MinBy(c => c.Id) is not { } heir || tasks == 0) return await desk.SaveAsync(call, cancel);
        heir.TakeTasksOf(call);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var reply = await desk.SaveAsync(call, cancel);
        await heirs.TakeWhistleAsync(call, heir, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
