using Governance.Grid.Categories;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class GetCall(GridDb db, ReferenceNow reference, CallWire wire)
{
    public async Task<Wire.Call> Handle(Wire.GetCallRequest request, CancellationToken cancel)
    {
        var call = await db.CallAsync(request.Id, cancel);
        var rules = await reference.GetAsync(cancel);
        var reply = wire.Of(call, rules);
        // The answer to the one is the answer to both; who may see this call may read it, wherever the other one lies.
        if (call.MergedInto is { } into)
        {
            var head = await db.Everywhere<Call>("a merged call shows the answer of the call it was merged into").Where(c => c.Id == into)
                .Select(c => new { c.Resolution, c.Confidential, c.Category }).FirstOrDefaultAsync(cancel);
            // But what is for the other caller alone.
            reply.Resolution = head is null || head.Confidential || rules.OrUnclassified(head.Category).Private ? "" : head.Resolution ?? "";
        }
        return reply;
    }
}

internal static class CallLookup
{
    /// <summary>A call by id or acceptance number, to be read.</summary>
    public static async Task<Call> CallAsync(this GridDb db, string idOrNumber, CancellationToken cancel)
    {
        Guid last;
        if (Guid.TryParse(idOrNumber, out var first)) last = first;
        else new Check().That(CallNumber.TryRange(idOrNumber, out first, out last), "id", idOrNumber.Length == 0 ? "REQUIRED" : "NOT_AN_ID", "应为诉求编号（UUID）或受理编号").OrThrow();
        // Seventy-five bits name one call; should two ever share them, the first is as good as the clerk can tell.
        return await db.Calls.AsNoTracking().Where(c => c.Id >= first && c.Id <= last).FirstOrDefaultAsync(cancel) ?? throw CallRefusals.NotFound(idOrNumber);
    }
}
