using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class TriageCall(CallDesk desk, CallHeirs heirs)
{
    public async Task<Wire.Call> Handle(Wire.TriageCallRequest request, CancellationToken cancel)
    {
        var rules = await desk.RulesAsync(cancel);
        var category = rules.Leaf(request.CategoryCode);
        var check = new Check()
            .That(category is not null, "category_code", request.CategoryCode.Length == 0 ? "REQUIRED" : "UNKNOWN_CATEGORY", "没有这个诉求类别（应为四位编码）")
            .That(Enum.IsDefined(request.Urgency), "urgency", "UNKNOWN_VALUE", "不是有效的取值");
        var call = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        // What is private now is answered to its caller alone: whoever called about the same goes on without it.
        if (category!.Private && call.IsInQueue) call.PassOn(await heirs.OfAsync(call, cancel), rules, desk.Me);
        call.Triage(category, request.Urgency == Wire.CallUrgency.Unspecified ? null : (CallUrgency)request.Urgency, rules, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
