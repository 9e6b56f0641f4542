using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ApplyForPilot(SocialOrgsDb db, ProjectDesk desk, DivisionMap map)
{
    public async Task<Wire.Pilot> Handle(Wire.ApplyForPilotRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Known("kind", request.Kind).Text("statement", request.Statement, 2_000, min: 10);
        if (area.Code is not null) check.Standing(area.Code.Length == 12 ? await map.FindAsync(area.Code, cancel) : null, "division_code", "应为社区（村），且未撤销");
        check.OrThrow();
        var pilot = Pilot.Apply(area.Code!, await desk.SchemeAsync(area.Code!, (PilotKind)request.Kind, cancel), request.Statement.Trim(), desk.Me, desk.Now);
        db.Add(pilot);
        try
        {
            return await desk.SaveAsync(pilot, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == PilotTable.OneThatRuns)
        {
            throw ProjectRefusals.PilotExists();
        }
    }
}
