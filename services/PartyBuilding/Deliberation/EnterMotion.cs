using Governance.Map;
using Governance.PartyBuilding.Establishment;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class EnterMotion(PartyDb db, DeliberationDesk desk, DivisionMap map)
{
    public async Task<Wire.Motion> Handle(Wire.EnterMotionRequest request, CancellationToken cancel)
    {
        new Check().That(request.DivisionCode.Length == 12, "division_code", request.DivisionCode.Length == 0 ? "REQUIRED" : "NOT_A_COMMUNITY", "应为 12 位社区（村）编码").Text("title", request.Title, 100, min: 4)
            .Text("summary", request.Summary, 2_000, min: 10).OrThrow();
        if (await map.StandingAsync(request.DivisionCode, cancel) is null) throw PlaceRefusals.NoDivision(request.DivisionCode);
        var motion = Motion.Enter(request.DivisionCode, request.Title.Trim(), request.Summary.Trim(), desk.Now);
        db.Add(motion);
        return await desk.SaveAsync(motion, cancel);
    }
}
