using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class DispatchCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.DispatchCallRequest request, CancellationToken cancel)
    {
        var rules = await desk.RulesAsync(cancel);
        var unit = rules.Unit(request.UnitCode);
        var check = new Check()
            .That(unit is not null, "unit_code", request.UnitCode.Length == 0 ? "REQUIRED" : "UNKNOWN_UNIT", "没有这个承办单位，或已停用")
            .Text("reason", request.Reason, 200);
        var call = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        // A unit answers for its division: the call must lie there, or the unit stands above it.
        if (!call.Area.StartsWith(unit!.DivisionCode, StringComparison.Ordinal)) throw CallRefusals.UnitElsewhere(unit.Name);
        call.Dispatch(unit, request.Reason, rules, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
