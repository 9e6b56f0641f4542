using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class BlowWhistle(GridDb db, WhistleDesk desk)
{
    public async Task<Wire.Whistle> Handle(Wire.BlowWhistleRequest request, CancellationToken cancel)
    {
        var rules = await desk.RulesAsync(cancel);
        var check = new Check().Id("call_id", request.CallId, out var callId).Text("reason", request.Reason, 500, min: 5).Few("summons", request.Summons.Count, 20, min: 1);
        var summons = new List<(Unit, string)>();
        for (var i = 0; i < request.Summons.Count; i++)
        {
            var (code, task) = (request.Summons[i].UnitCode, request.Summons[i].Task);
            check.Text($"summons[{i}].task", task, 500);
            if (rules.Unit(code) is not { } unit) check.Broken($"summons[{i}].unit_code", "UNKNOWN_UNIT", "没有这个承办单位，或已停用");
            else if (summons.Any(s => s.Item1 == unit)) check.Broken($"summons[{i}].unit_code", "TWICE", "同一单位只能召集一次");
            else summons.Add((unit, task));
        }
        check.OrThrow();
        var call = await db.Calls.FirstOrDefaultAsync(c => c.Id == callId, cancel) ?? throw CallRefusals.NotFound(request.CallId);
        for (var i = 0; i < summons.Count; i++)
        {
            // A unit that does not serve the place could not see its task, and the call would wait for it for ever.
            check.That(call.Area.StartsWith(summons[i].Item1.DivisionCode, StringComparison.Ordinal), $"summons[{i}].unit_code", "UNIT_SERVES_ELSEWHERE", "该单位不承办该地的诉求");
        }
        check.OrThrow();
        var whistle = Whistle.Blow(Guid.CreateVersion7(desk.Me.At), call, request.Reason, summons, rules, desk.Me);
        db.Add(whistle);
        try
        {
            return await desk.SaveAsync(whistle, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == WhistleTable.OneSounding)
        {
            throw WhistleRefusals.Sounding();
        }
    }
}
