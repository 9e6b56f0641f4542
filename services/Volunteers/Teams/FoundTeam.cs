using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class FoundTeam(VolunteersDb db, TeamDesk desk, DivisionMap map)
{
    public async Task<Wire.Team> Handle(Wire.FoundTeamRequest request, CancellationToken cancel)
    {
        var check = new Check().Division("division_code", request.DivisionCode, out var area).Text("name", request.Name, 50, min: 2).Known("kind", request.Kind).Id("leader_id", request.LeaderId, out var leaderId);
        check.Standing(await map.FindAsync(request.DivisionCode, cancel), "division_code", "没有这个行政区划，或已撤销").OrThrow();
        var team = Team.Found(area.Code, request.Name.Trim(), (TeamKind)request.Kind, leaderId, desk.Now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await desk.StayAsync(leaderId, cancel);
        var leader = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == leaderId, cancel) ?? throw VolunteerRefusals.NotFound(request.LeaderId);
        db.Add(team);
        db.Add(TeamMember.Of(team, leader, desk.Now));
        var reply = await desk.SaveAsync(team, leader.Person.Name, 1, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
