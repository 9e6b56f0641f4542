using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class MergePeople(WelfareDb db, PersonDesk desk, PersonWire wire, PersonRows rows, Work work)
{
    public async Task<Wire.Person> Handle(Wire.MergePeopleRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Id("double_id", request.DoubleId, out var doubleId).That(request.Id != request.DoubleId, "double_id", "THE_SAME", "不能与自身合并")
            .Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync([id, doubleId], cancel);
        var (kept, twin) = (await desk.FindAsync(id, cancel), await desk.FindAsync(doubleId, cancel));
        work.Purpose = request.Reason.Trim();
        var (former, from) = (await desk.IdsOfAsync(twin, cancel), twin.Area);
        kept.TakeOver(twin, twin.Number is { } number ? wire.HashOf(number) : null, desk.Me);
        await rows.LetGoOfNumberAsync(doubleId, cancel);
        // Who was merged into the double belongs to the record that goes on too.
        foreach (var earlier in former.Where(f => f != doubleId)) (await db.AllPeople.FirstAsync(p => p.Id == earlier, cancel)).MergeOn(kept);
        await rows.MoveAsync(former, from, kept.Area, PersonRows.Everything, cancel);
        var reply = await desk.SaveAndReplanAsync(kept, cancel, doubleId);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
